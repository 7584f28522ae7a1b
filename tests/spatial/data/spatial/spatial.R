# What R makes of the inputs beside this file: packages spdep, surveillance, MASS.
#   Rscript spatial.R FOLDER > expected.csv
suppressMessages({library(spdep); library(surveillance); library(MASS)})
folder <- commandArgs(TRUE)[1]; path <- function(f) file.path(folder, f)
say <- function(name, value) cat(sprintf("%s,%s\n", name, if (is.na(value)) "" else sprintf("%.12g", value)))
cat("name,value\n")

# ---- autocorrelation: five nearest (not symmetric), and within 1,800 m (with islands) -----------
d <- read.csv(path("places.csv")); p <- cbind(d$x, d$y)
near <- knn2nb(knearneigh(p, 5)); within <- dnearneigh(p, 0, 1800)
say("within.links", sum(card(within))); say("within.islands", sum(card(within) == 0))
for (name in c("near", "within")) for (style in c("W", "B")) {
  nb <- get(name)
  if (name == "within") { keep <- card(nb) > 0; nb <- subset(nb, keep); v <- d$value[keep] } else v <- d$value
  lw <- nb2listw(nb, style = style)
  m <- moran.test(v, lw, alternative = "two.sided"); n <- moran.test(v, lw, randomisation = FALSE)
  g <- geary.test(v, lw, alternative = "two.sided"); h <- geary.test(v, lw, randomisation = FALSE)
  at <- paste0(name, ".", style)
  say(paste0("moran.", at, ".value"), m$estimate[1]); say(paste0("moran.", at, ".expected"), m$estimate[2])
  say(paste0("moran.", at, ".variance"), m$estimate[3]); say(paste0("moran.", at, ".normal"), n$estimate[3])
  say(paste0("moran.", at, ".p"), m$p.value)
  say(paste0("geary.", at, ".value"), g$estimate[1]); say(paste0("geary.", at, ".variance"), g$estimate[3])
  say(paste0("geary.", at, ".normal"), h$estimate[3]); say(paste0("geary.", at, ".p"), g$p.value)
}

# ---- local: z of Gi, Gi* and local Moran --------------------------------------------------------------
for (style in c("W", "B")) {
  lw <- nb2listw(near, style = style); star <- nb2listw(include.self(near), style = style)
  gi <- localG(d$value, lw); gs <- localG(d$value, star); lm <- localmoran(d$value, lw)
  for (i in c(1, 7, 30, 60)) {
    say(sprintf("gi.%s.%d", style, i), gi[i]); say(sprintf("gistar.%s.%d", style, i), gs[i])
    say(sprintf("localmoran.%s.%d", style, i), lm[i, "Ii"]); say(sprintf("localmoran.z.%s.%d", style, i), lm[i, "Z.Ii"])
  }
}

# ---- near repeats: pairs within 100 m and two days, within 250 m and seven days ---------------------
e <- read.csv(path("events.csv"))
for (k in list(c(100, 2.5), c(250, 7.5))) {
  t <- knox(dt = dist(e$day), ds = dist(cbind(e$x, e$y)), eps.t = k[2], eps.s = k[1], simulate.p.value = FALSE)
  say(sprintf("knox.%g.observed", k[1]), t$statistic); say(sprintf("knox.%g.expected", k[1]), t$null.value)
}

# ---- density: Gaussian, 300 m, far from any edge -----------------------------------------------------
k <- kde2d(e$x, e$y, h = 4 * 300, n = c(3, 3), lims = c(1050, 3050, 1050, 3050))
for (i in 1:3) for (j in 1:3) say(sprintf("density.%d.%d", i, j), k$z[i, j] * nrow(e) * 1e6)

# ---- space-time scan by going through all cylinders ----------------------------------------------------
s <- read.csv(path("cases.csv")); n <- as.matrix(s[, 4:11]); all <- sum(n)
scan <- function(place, period, alive) {
  best <- c(0, 0, 0, 0, 0, 0)
  for (i in 1:25) {
    o <- order(round((s$x - s$x[i])^2 + (s$y - s$y[i])^2)); share <- cumsum(place[o])
    for (m in seq_along(o)) { if (m > 1 && share[m] > 0.5) break
      for (last in (if (alive) 8 else 1:8)) for (first in max(1, last - 2):last) {
        c0 <- sum(n[o[1:m], first:last]); mu <- all * share[m] * sum(period[first:last])
        if (c0 < 2 || c0 <= mu) next
        l <- c0 * log(c0 / mu) + (all - c0) * log((all - c0) / (all - mu))
        if (l > best[1] + 1e-12) best <- c(l, i, m, first, last, mu) } } }
  best
}
for (kind in c("permutation", "people")) for (alive in c(TRUE, FALSE)) {
  place <- if (kind == "people") s$people / sum(s$people) else rowSums(n) / all
  period <- if (kind == "people") rep(1 / 8, 8) else colSums(n) / all
  b <- scan(place, period, alive)
  for (k in 1:6) say(sprintf("scan.%s.%s.%s", kind, if (alive) "alive" else "any", c("likelihood", "centre", "places", "first", "last", "expected")[k]), b[k])
}
