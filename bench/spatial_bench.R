# The work of spatial_bench.cpp in R: packages spdep, surveillance. Rscript spatial_bench.R
suppressMessages({library(spdep); library(surveillance)})
set.seed(9)
timed <- function(name, work) { t <- system.time(work()); cat(sprintf("%-48s %9.4f s\n", name, t["elapsed"])) }
n <- 4835; p <- cbind(runif(n) * 58000, runif(n) * 46000); v <- floor(runif(n) * 60)
lw <- nb2listw(knn2nb(knearneigh(p, 6)), style = "W")
timed("Moran's I, 4,835 places, 999 permutations", function() moran.mc(v, lw, 999))
timed("Gi, 4,835 places, 999 permutations each", function() localG_perm(v, lw, nsim = 999))
timed("local Moran, 4,835 places, 999 permutations each", function() localmoran_perm(v, lw, nsim = 999))
# A matrix of all pairs: 2,000 events take 32 MB for each distance matrix, 11,700 take 1.1 GB.
e <- 2000; side <- 40000 * sqrt(e / 11700)
ds <- dist(cbind(runif(e) * side, runif(e) * side)); dt <- dist(floor(runif(e) * 365))
timed("near repeats, 2000 events, 999 permutations", function()
  knox(dt = dt, ds = ds, eps.t = 7, eps.s = 100, simulate.p.value = TRUE, B = 999))
