# Cluster-robust variance of a mean of pair differences, four corrections, by clubSandwich.
# Rscript robust.R writes pairs.csv (the data) and robust.csv (the values) beside it.
library(clubSandwich)
set.seed(20261123)
sizes <- c(1, 2, 3, 5, 8, 13, 4, 4, 9, 1, 6, 20)
agent <- rep(seq_along(sizes), sizes)
tilt <- rnorm(length(sizes), 0.1, 0.25)[agent]
d <- ifelse(runif(length(agent)) < 0.25 + tilt / 2, 1, ifelse(runif(length(agent)) < 0.2, -1, 0))
write.csv(data.frame(difference = d, agent = agent), "pairs.csv", row.names = FALSE)
fit <- lm(d ~ 1)
rows <- lapply(c("CR0", "CR1", "CR2", "CR3"), function(type) {
  V <- vcovCR(fit, cluster = agent, type = type)
  t <- coef_test(fit, vcov = V, test = "Satterthwaite")
  data.frame(type = type, estimate = coef(fit)[[1]], error = sqrt(V[1, 1]), df = t$df_Satt,
             p = t$p_Satt, r = R.version.string, package = as.character(packageVersion("clubSandwich")))
})
out <- do.call(rbind, rows)
for (column in c("estimate", "error", "df", "p")) out[[column]] <- sprintf("%.15g", out[[column]])
write.csv(out, "robust.csv", row.names = FALSE)
