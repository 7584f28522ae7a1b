# The same as kinds_bench.cpp with R: data.table for repeat victims, survey for estimates.
suppressMessages({library(data.table); library(survey)})
setDTthreads(2)
options(survey.lonely.psu = "adjust")
folder <- commandArgs(TRUE)[1]
d <- fread(file.path(folder, "victimisation.csv"), select = c("day", "victim", "borough_area", "month"), na.strings = "")
t <- system.time({
  d[, day := as.integer(as.IDate(day))]
  k <- d[!is.na(victim)]
  u <- unique(k[, .(victim, day)])
  setorder(u, victim, day)
  u[, before := fifelse(victim == shift(victim), shift(day), NA_integer_)] # no group each: much faster
  k[u, on = .(victim, day), back := day - i.before]
  print(k[, .(share = mean(!is.na(back) & back <= 365)), by = .(month, borough_area)][, .N])
})
cat("data.table repeat:", t["elapsed"], "s, after reading\n")
rm(d); invisible(gc())
s <- as.data.frame(fread(file.path(folder, "survey_response.csv")))
t <- system.time(for (q in head(unique(s$month), 3)) {
  x <- s[s$month == q, ]
  design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = x)
  svyby(~answer, ~borough_area, design, svymean, na.rm = TRUE)
  svyby(~answer, ~age_group, design, svymean, na.rm = TRUE)
  svymean(~answer, design)
})
cat("survey, 3 of 36 quarters, 40 domains:", t["elapsed"], "s\n")
