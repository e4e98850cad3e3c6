# Cochran's Q (as a symmetry test of binary outcomes in blocks) and Stuart's test by coin.
# Rscript arms.R writes blocks.csv, answers.csv (data) and arms.csv (values) beside it.
library(coin)
set.seed(7)
n <- 60
luck <- runif(n)
blocks <- sapply(c(0, 0.1, 0.2), function(s) as.integer(0.6 * luck + 0.4 * runif(n) > 0.4 + s))
write.csv(as.data.frame(blocks), "blocks.csv", row.names = FALSE)
long <- data.frame(y = as.vector(blocks), arm = factor(rep(1:3, each = n)), block = factor(rep(1:n, 3)))
q <- symmetry_test(y ~ arm | block, data = long, teststat = "quadratic")
control <- sample(0:3, 80, TRUE, c(0.4, 0.2, 0.2, 0.2))
test <- ifelse(runif(80) < 0.5, control, sample(0:3, 80, TRUE, c(0.5, 0.25, 0.15, 0.1)))
write.csv(data.frame(control, test), "answers.csv", row.names = FALSE)
s <- mh_test(as.table(table(factor(control, 0:3), factor(test, 0:3))))
out <- data.frame(what = c("cochran", "stuart_maxwell"),
  statistic = sprintf("%.15g", c(statistic(q), statistic(s))), p = sprintf("%.15g", c(pvalue(q), pvalue(s))),
  r = R.version.string, package = paste("coin", packageVersion("coin")))
write.csv(out, "arms.csv", row.names = FALSE)
