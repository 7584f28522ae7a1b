# What R makes of the inputs beside this file: packages survey and survival, else base R.
#   Rscript estimates.R FOLDER > expected.csv
suppressMessages({library(survey); library(survival)})
options(survey.lonely.psu = "adjust")
folder <- commandArgs(TRUE)[1]; path <- function(f) file.path(folder, f)
say <- function(name, value) cat(sprintf("%s,%s\n", name, if (is.na(value)) "" else sprintf("%.12g", value)))
say3 <- function(name, v) { say(paste0(name, ".value"), v[1]); say(paste0(name, ".lower"), v[2]); say(paste0(name, ".upper"), v[3]) }
cat("name,value\n")

# ---- survey: 3 strata, one of a single cluster ------------------------------------------------
d <- read.csv(path("interviews.csv"))
des <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = d)
for (g in c("all", "1", "2")) {
  own <- if (g == "all") des else subset(des, sex == as.integer(g))
  p <- svyciprop(~answer, own, method = "logit"); say3(paste0("proportion.", g), c(coef(p), confint(p)))
  say(paste0("proportion.", g, ".se"), SE(svymean(~answer, own)))
  m <- svymean(~score, own); say3(paste0("mean.", g), c(coef(m), confint(m, df = degf(own)))); say(paste0("mean.", g, ".se"), SE(m))
  r <- svyratio(~score, ~hours, own); say3(paste0("ratio.", g), c(coef(r), confint(r, df = degf(own)))); say(paste0("ratio.", g, ".se"), SE(r))
}
say("mean.all.deff", deff(svymean(~score, des, deff = "replace")))
b <- svyby(~score, ~sex, des, svymean, covmat = TRUE); ct <- svycontrast(b, c(-1, 1))
say("difference.value", coef(ct)); say("difference.se", SE(ct))

# ---- durations ----------------------------------------------------------------------------------
k <- read.csv(path("durations.csv"))
for (type in c("log", "plain", "log-log")) for (g in 1:3) {
  f <- survfit(Surv(days, 1 - open) ~ 1, data = k[k$group == g, ], conf.type = type)
  for (q in c(0.25, 0.5, 0.75)) { v <- quantile(f, q); say3(sprintf("km.%s.%d.%g", type, g, q), c(v$quantile, v$lower, v$upper)) }
  i <- 3; say3(sprintf("step.%s.%d", type, g), c(f$surv[i], f$lower[i], f$upper[i]))
}
lr <- survdiff(Surv(days, 1 - open) ~ group, data = k)
say("logrank.chisq", lr$chisq); say("logrank.p", pchisq(lr$chisq, 2, lower.tail = FALSE))
for (g in 1:3) { say(paste0("logrank.observed.", g), lr$obs[g]); say(paste0("logrank.expected.", g), lr$exp[g]) }

# ---- a ladder of ten groups -----------------------------------------------------------------------
l <- read.csv(path("ladder.csv")); a <- l$people / sum(l$people); x <- cumsum(a) - a / 2
fit <- lm(I(sqrt(a) * value) ~ 0 + sqrt(a) + I(sqrt(a) * x), data = l); ci <- confint(fit)[2, ]
say3("sii.fit", c(coef(fit)[2], ci)); say("rii.fit", sum(coef(fit)) / coef(fit)[1])
X <- cbind(1, x); A <- solve(t(X) %*% (a * X)) %*% t(X * a); V <- A %*% diag(l$error^2) %*% t(A)
slope <- coef(fit)[2]; foot <- coef(fit)[1]
say3("sii.errors", slope + c(0, -1, 1) * qnorm(0.975) * sqrt(V[2, 2]))
G <- c(1 / (foot + slope) - 1 / foot, 1 / (foot + slope)); s <- sqrt(t(G) %*% V %*% G)
say3("rii.errors", (foot + slope) / foot * exp(c(0, -1, 1) * qnorm(0.975) * c(s)))

# ---- order statistics, ratios and weighted counts ---------------------------------------------------
v <- sort(k$days)
for (q in c(0.1, 0.5, 0.9)) {
  n <- length(v); lo <- qbinom(0.025, n, q); hi <- qbinom(0.975, n, q) + 1
  say3(sprintf("quantile.%g", q), c(quantile(v, q, type = 7), if (lo < 1) NA else v[lo], if (hi > n) NA else v[hi]))
  say(sprintf("quantile.%g.coverage", q), if (lo < 1 || hi > n) NA else pbinom(hi - 1, n, q) - pbinom(lo - 1, n, q))
}
e <- sum(l$people * 0.002); o <- 7; say3("smr", c(o / e, poisson.test(o)$conf.int / e))
w <- c(10, 365, 1460); n <- c(3, 2, 1); lim <- poisson.test(6)$conf.int
say3("harm", sum(w * n) + c(0, sqrt(sum(w^2 * n) / 6) * (lim - 6)))

# ---- concentration: 23 places -------------------------------------------------------------------------
h <- c(40, 22, 17, 13, 9, 9, 8, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0)
g <- function(y) { n <- length(y); y <- sort(y); 2 * sum(seq_len(n) * y) / (n * sum(y)) - (n + 1) / n }
top <- function(y, p) { y <- sort(y, decreasing = TRUE); m <- p * length(y); k <- floor(m); (sum(y[seq_len(k)]) + (m - k) * y[k + 1]) / sum(y) }
jack <- function(y, f) { n <- length(y); t <- sapply(seq_len(n), function(i) f(y[-i])); sqrt((n - 1) / n * sum((t - mean(t))^2)) }
say3("gini", g(h) + c(0, -1, 1) * qnorm(0.975) * jack(h, g))
t10 <- function(y) top(y, 0.1); say3("top", t10(h) + c(0, -1, 1) * qnorm(0.975) * jack(h, t10))

# ---- control charts, by the published formulas (no package of Debian has Laney's) --------------------------
x <- c(12, 18, 9, 30, 22, 15, 40, 11, 19, 25); n <- c(100, 130, 90, 210, 160, 120, 300, 70, 140, 190)
mr <- function(z) mean(abs(diff(z)))
p <- sum(x) / sum(n); s <- sqrt(p * (1 - p) / n); z <- (x / n - p) / s; say("p.centre", p); say("p.sigma", mr(z) / 1.128)
say("p.upper.1", p + 3 * mr(z) / 1.128 * s[1]); say("p.lower.7", p - 3 * mr(z) / 1.128 * s[7])
s <- sqrt(p / n); z <- (x / n - p) / s; say("u.sigma", mr(z) / 1.128); say("u.upper.8", p + 3 * mr(z) / 1.128 * s[8])
g <- c(30, 55, 12, 80, 41, 3, 66, 20); m <- mean(g); say("g.centre", log(0.5) / log(m / (m + 1)))
say("g.upper", m + 3 * sqrt(m * (m + 1)))
y <- g^(1 / 3.6); say("t.centre", mean(y)^3.6); say("t.upper", (mean(y) + 2.66 * mr(y))^3.6)
say("t.lower", max(0, mean(y) - 2.66 * mr(y))^3.6)
for (mu in c(0.3, 0.9, 4.2)) { say(sprintf("rare.%g.upper", mu), qpois(pnorm(3), mu)); say(sprintf("rare.%g.lower", mu), qpois(pnorm(-3), mu)) }
