# Log-rank stratified by pair, Cox's ratio within pairs and restricted means by survival.
# Rscript times.R writes times.csv (data) and times_values.csv (values) beside it.
library(survival)
set.seed(11)
n <- 70
watched <- sample(c(48, 72, 96), n, TRUE)
luck <- rexp(n, 1 / 20)
waits <- function(slow) round(luck + rexp(n, 1 / slow), 0)
control <- waits(25); test <- waits(45)
control[control > watched] <- NA; test[test > watched] <- NA
write.csv(data.frame(control, test, watched), "times.csv", row.names = FALSE, na = "nan")
long <- data.frame(pair = rep(1:n, 2), arm = rep(0:1, each = n), watched = rep(watched, 2),
  hours = c(control, test))
long$seen <- !is.na(long$hours)
long$until <- ifelse(long$seen, long$hours, long$watched)
rank <- survdiff(Surv(until, seen) ~ arm + strata(pair), data = long)
cox <- coxph(Surv(until, seen) ~ I(1 - arm) + strata(pair), data = long, ties = "exact")
area <- function(d, to) {
  fit <- survfit(Surv(until, seen) ~ 1, data = d)
  unname(summary(fit, rmean = to)$table["rmean"])
}
longer <- function(d, to) area(d[d$arm == 1, ], to) - area(d[d$arm == 0, ], to)
rows <- data.frame(what = c("chisq", "ratio"),
  value = c(rank$chisq, exp(coef(cox))))
for (to in c(48, 80)) {
  left <- sapply(1:n, function(i) longer(long[long$pair != i, ], to))
  error <- sqrt((n - 1) / n * sum((left - mean(left))^2))
  rows <- rbind(rows, data.frame(
    what = paste0(c("control", "test", "difference", "error"), to),
    value = c(area(long[long$arm == 0, ], to), area(long[long$arm == 1, ], to), longer(long, to), error)))
}
rows$value <- sprintf("%.15g", rows$value)
rows$r <- R.version.string
rows$package <- paste("survival", packageVersion("survival"))
write.csv(rows, "times_values.csv", row.names = FALSE)
