# SPDX-License-Identifier: MIT
# Independent results for statistics/evaluation_*, from R (4.2.2) with sandwich 3.0-2, nlme,
# quadprog 1.5-8 of Debian 12, and by brute force where R has no function.
#   Rscript evaluations.R DIR > DIR/expected.csv   reads the inputs in DIR, prints name,value
#   Rscript evaluations.R DIR inputs               makes the inputs anew (invented numbers)
suppressPackageStartupMessages({ library(sandwich); library(nlme); library(quadprog) })
args <- commandArgs(trailingOnly = TRUE)
dir <- if (length(args) > 0) args[1] else "."
path <- function(name) file.path(dir, name)

if (length(args) > 1 && args[2] == "inputs") {
  set.seed(20)
  put <- function(x, name) write.csv(x, path(name), row.names = FALSE, quote = FALSE, na = "")
  t <- 0:71
  e <- as.numeric(arima.sim(list(ar = 0.5), n = 72, sd = 4))
  y <- 120 + 0.2 * t + 9 * sin(2 * pi * t / 12) + ifelse(t >= 48, -14 - 0.4 * (t - 48), 0) + e
  y <- round(y, 2); y[c(6, 30, 31, 55)] <- NA
  put(data.frame(t = t, y = y), "series.csv")
  panel <- expand.grid(period = 0:9, unit = 0:7)
  panel$d <- as.integer(panel$unit < 3 & panel$period >= 6 - panel$unit)
  panel$y <- round(10 + 2 * panel$unit + sin(panel$period) + 1.5 * panel$d + rnorm(80), 3)
  panel$y[c(5, 33, 34, 71)] <- NA
  put(panel[, c("unit", "period", "d", "y")], "panel.csv")
  units <- data.frame(unit = 0:19, start = c(rep(4, 5), rep(7, 6), rep(NA, 9)))
  roll <- merge(units, data.frame(period = 0:9))
  roll <- roll[order(roll$unit, roll$period), ]
  on <- !is.na(roll$start) & roll$period >= roll$start
  roll$y <- round(5 + 0.3 * roll$unit + 0.5 * roll$period + ifelse(on, 1 + 0.5 * (roll$period - roll$start), 0) +
                  rnorm(nrow(roll)), 3)
  put(roll[, c("unit", "start", "period", "y")], "staggered.csv")
  f <- cumsum(rnorm(40)); g <- cumsum(rnorm(40))
  donors <- sapply(1:9, function(j) 20 + 3 * j + f * j / 5 + g * (9 - j) / 6 + rnorm(40, sd = 0.7))
  treated <- 31 + f * 0.9 + g * 0.7 + rnorm(40, sd = 0.5) - ifelse(0:39 >= 28, 4, 0)
  put(round(data.frame(treated = treated, donors), 3), "synthetic.csv")
  z <- rep(0:1, c(30, 34)); d <- ifelse(z == 1, rbinom(64, 1, 0.7), rbinom(64, 1, 0.1))
  put(data.frame(z = z, d = d, y = round(3 - 1.5 * d + rnorm(64, sd = 1 + z), 3)), "people.csv")
  quit()
}

say <- function(name, value) cat(sprintf("%s,%.12g\n", name, as.numeric(value)), sep = "")
cat("name,value\n")
se <- function(v, i) sqrt(v[i, i])

# ---- least squares and its covariances ------------------------------------------------
s <- read.csv(path("series.csv")); s <- s[!is.na(s$y), ]
s$after <- as.integer(s$t >= 48); s$bend <- pmax(0, s$t - 48)
m <- lm(y ~ t + after + bend, s)
cluster <- s$t %/% 7
for (i in 1:4) {
  say(paste0("ols.coefficient.", i - 1), coef(m)[i])
  say(paste0("ols.classical.", i - 1), se(vcov(m), i))
  say(paste0("ols.hc0.", i - 1), se(vcovHC(m, "HC0"), i))
  say(paste0("ols.hc2.", i - 1), se(vcovHC(m, "HC2"), i))
  say(paste0("ols.hc3.", i - 1), se(vcovHC(m, "HC3"), i))
  say(paste0("ols.cluster.", i - 1), se(vcovCL(m, cluster, type = "HC1"), i))
  say(paste0("ols.nw3.", i - 1), se(NeweyWest(m, lag = 3, prewhite = FALSE, adjust = TRUE), i))
}
say("ols.nwlag", floor(bwNeweyWest(m, prewhite = 0)))

# ---- interrupted time series ----------------------------------------------------------
s$season <- factor(s$t %% 12)
average <- function(model, v) {
  w <- rep(0, length(coef(model))); names(w) <- names(coef(model))
  w["after"] <- 1; w["bend"] <- mean(s$bend[s$after == 1])
  c(sum(w * coef(model)), sqrt(drop(t(w) %*% v %*% w)))
}
for (scale in c("identity", "log")) {
  s$z <- if (scale == "log") log(s$y) else s$y
  g <- gls(z ~ t + season + after + bend, s, correlation = corAR1(form = ~t), method = "REML",
           control = glsControl(tolerance = 1e-12, msTol = 1e-14, maxIter = 500, msMaxIter = 500))
  name <- paste0("its.", scale)
  say(paste0(name, ".rho"), coef(g$modelStruct$corStruct, unconstrained = FALSE))
  # The covariance at that correlation, written out, so that only rho hangs on an optimiser.
  rho <- coef(g$modelStruct$corStruct, unconstrained = FALSE)
  x <- model.matrix(~ t + season + after + bend, s); r <- solve(rho^abs(outer(s$t, s$t, "-")))
  v <- solve(t(x) %*% r %*% x); b <- drop(v %*% t(x) %*% r %*% s$z); u <- s$z - drop(x %*% b)
  v <- v * drop(t(u) %*% r %*% u) / (nrow(x) - ncol(x))
  stopifnot(max(abs(b - coef(g))) < 1e-8)
  say(paste0(name, ".step"), b["after"]); say(paste0(name, ".step.se"), sqrt(v["after", "after"]))
  say(paste0(name, ".bend"), b["bend"]); say(paste0(name, ".bend.se"), sqrt(v["bend", "bend"]))
  a <- average(g, v); say(paste0(name, ".average"), a[1]); say(paste0(name, ".average.se"), a[2])
  n <- lm(z ~ t + season + after + bend, s); lag <- floor(bwNeweyWest(n, prewhite = 0))
  v <- NeweyWest(n, lag = lag, prewhite = FALSE, adjust = TRUE)
  say(paste0(name, ".nw.lag"), lag)
  a <- average(n, v); say(paste0(name, ".nw.average"), a[1]); say(paste0(name, ".nw.average.se"), a[2])
  lags <- min(10, nrow(s) %/% 5)
  say(paste0(name, ".nw.ljung"), Box.test(resid(n), lags, "Ljung-Box")$p.value)
}
w <- 2 * pi * s$t / 12
h <- lm(y ~ t + sin(w) + cos(w) + sin(2 * w) + cos(2 * w) + after + bend, s)
v <- NeweyWest(h, lag = floor(bwNeweyWest(h, prewhite = 0)), prewhite = FALSE, adjust = TRUE)
a <- average(h, v); say("its.harmonics.average", a[1]); say("its.harmonics.average.se", a[2])

# ---- two-way fixed effects, cluster-robust, wild bootstrap over all sign patterns -------
p <- read.csv(path("panel.csv")); p <- p[!is.na(p$y), ]
p$u <- factor(p$unit); p$q <- factor(p$period)
m <- lm(y ~ d + u + q, p)
say("panel.effect", coef(m)["d"])
say("panel.se", sqrt(vcovCL(m, p$unit, type = "HC1")["d", "d"]))
null <- lm(y ~ u + q, p)
tstat <- function(y) { p$ystar <- y; f <- lm(ystar ~ d + u + q, p)
  abs(coef(f)["d"]) / sqrt(vcovCL(f, p$unit, type = "HC1")["d", "d"]) }
seen <- tstat(p$y); signs <- as.matrix(expand.grid(rep(list(c(1, -1)), 8)))
draws <- apply(signs, 1, function(g) tstat(fitted(null) + g[p$unit + 1] * resid(null)))
say("panel.wild.p", mean(draws >= seen - 1e-9))
dt <- resid(lm(d ~ u + q, p)); on <- p$d == 1
say("panel.negative.share", mean(dt[on] < 0)); say("panel.negative.sum", sum(dt[on & dt < 0]) / sum(dt[on]))

# ---- one change an area ----------------------------------------------------------------
change <- sapply(0:7, function(u) mean(p$y[p$unit == u & p$period >= 6]) - mean(p$y[p$unit == u & p$period < 4]))
k <- t.test(change[1:3], change[4:8], var.equal = TRUE)
say("collapsed.effect", mean(change[1:3]) - mean(change[4:8])); say("collapsed.lower", k$conf.int[1])
say("collapsed.upper", k$conf.int[2]); say("collapsed.p", k$p.value)
one <- t.test(change[1], change[2:8], var.equal = TRUE); say("collapsed.one.p", one$p.value)
all <- combn(8, 3, function(i) abs(mean(change[i]) - mean(change[-i])))
say("collapsed.placebo", mean(all >= abs(mean(change[1:3]) - mean(change[4:8])) - 1e-12))

# ---- group-time effects: each by least squares, together by the areas' influences --------
r <- read.csv(path("staggered.csv")); y <- xtabs(y ~ unit + period, r)
start <- r$start[r$period == 0]; n <- nrow(y); start[is.na(start)] <- Inf
cell <- function(g, t, base = 1) {
  treated <- start == g; others <- start > max(g, t); use <- treated | others
  change <- y[, t + 1] - rowMeans(y[, (g - base + 1):g, drop = FALSE])
  f <- lm(change[use] ~ treated[use])
  u <- rep(0, n)
  for (s in list(treated, others)) { c <- change[s] - mean(change[s]); k <- sum(s)
    u[s] <- ifelse(treated[s], 1, -1) * c * sqrt(k / (k - 1)) / k }
  list(value = coef(f)[2], se = sqrt(vcovHC(f, "HC2")[2, 2]), influence = u, n = sum(treated),
       freedom = t.test(change[treated], change[others])$parameter)
}
for (gt in list(c(4, 4), c(4, 8), c(7, 5), c(7, 9))) {
  k <- cell(gt[1], gt[2]); name <- paste0("staggered.", gt[1], ".", gt[2])
  say(name, k$value); say(paste0(name, ".se"), k$se); say(paste0(name, ".freedom"), k$freedom)
}
over <- function(list) { w <- sapply(list, `[[`, "n"); w <- w / sum(w)
  c(sum(w * sapply(list, `[[`, "value")), sqrt(sum(drop(sapply(list, `[[`, "influence") %*% w)^2))) }
after <- c(lapply(4:9, function(t) cell(4, t)), lapply(7:9, function(t) cell(7, t)))
before <- c(lapply(0:2, function(t) cell(4, t)), lapply(0:5, function(t) cell(7, t)))
a <- over(after); say("staggered.overall", a[1]); say("staggered.overall.se", a[2])
b <- over(before); say("staggered.before", b[1]); say("staggered.before.se", b[2])
e <- over(list(cell(4, 6), cell(7, 9))); say("staggered.event2", e[1]); say("staggered.event2.se", e[2])
l <- over(c(lapply(4:9, function(t) cell(4, t, 3)), lapply(7:9, function(t) cell(7, t, 3))))
say("staggered.base3", l[1]); say("staggered.base3.se", l[2])

# ---- synthetic comparison: the quadratic programme by Goldfarb and Idnani ------------------
d <- as.matrix(read.csv(path("synthetic.csv"))); before <- 1:28; after <- 29:40
synth <- function(y, x, by_change) {
  level <- if (by_change) mean(y[before]) else 0; xl <- if (by_change) colMeans(x[before, ]) else rep(0, ncol(x))
  x <- sweep(x, 2, xl); k <- ncol(x); q <- crossprod(x[before, ])
  q <- q + diag(1e-9 * mean(diag(q)), k)
  w <- solve.QP(q, crossprod(x[before, ], y[before] - level), cbind(1, diag(k)), c(1, rep(0, k)), meq = 1)$solution
  gap <- y - level - drop(x %*% w); rm <- function(i) sqrt(mean(gap[i]^2))
  list(w = w, effect = mean(gap[after]), before = rm(before), ratio = rm(after) / rm(before))
}
for (by in c(FALSE, TRUE)) {
  name <- if (by) "synthetic.change" else "synthetic.level"
  f <- synth(d[, 1], d[, -1], by)
  for (j in 1:9) say(paste0(name, ".w", j - 1), f$w[j])
  say(paste0(name, ".effect"), f$effect); say(paste0(name, ".before"), f$before); say(paste0(name, ".ratio"), f$ratio)
  others <- sapply(1:9, function(j) synth(d[, j + 1], d[, -c(1, j + 1)], by)$ratio)
  say(paste0(name, ".p"), mean(c(f$ratio, others) >= f$ratio))
}

# ---- assigned, received, outcome -----------------------------------------------------------
q <- read.csv(path("people.csv")); n <- nrow(q)
itt <- t.test(q$y[q$z == 1], q$y[q$z == 0]); take <- t.test(q$d[q$z == 1], q$d[q$z == 0])
say("compliance.itt", diff(rev(itt$estimate))); say("compliance.itt.lower", itt$conf.int[1])
say("compliance.itt.p", itt$p.value); say("compliance.taken", diff(rev(take$estimate)))
say("compliance.taken.upper", take$conf.int[2])
b <- cov(q$z, q$y) / cov(q$z, q$d); say("compliance.wald", b)
z <- cbind(1, q$z); x <- cbind(1, q$d); u <- q$y - mean(q$y) - b * (q$d - mean(q$d))
bread <- solve(t(z) %*% x); v <- bread %*% crossprod(z * u) %*% t(bread) * n / (n - 2)
say("compliance.wald.se", sqrt(v[2, 2]))
first <- lm(d ~ z, q); say("compliance.strength", coef(first)[2]^2 / vcovHC(first, "HC1")[2, 2])
excess <- function(b0) { f <- lm(I(y - b0 * d) ~ z, q)
  coef(f)[2]^2 / vcovHC(f, "HC1")[2, 2] - qt(0.975, n - 2)^2 }
say("compliance.robust.lower", uniroot(excess, c(b - 5, b), tol = 1e-12)$root)
say("compliance.robust.upper", uniroot(excess, c(b, b + 5), tol = 1e-12)$root)

# ---- dose ------------------------------------------------------------------------------------
dose <- lm(y ~ x, data.frame(y = q$y[1:20], x = (1:20)^1.5))
say("dose.slope", coef(dose)[2]); say("dose.se", sqrt(vcovHC(dose, "HC3")[2, 2]))
say("tail.chisq", pchisq(7.5, 3, lower.tail = FALSE)); say("tail.f", pf(2.7, 3, 17, lower.tail = FALSE))
