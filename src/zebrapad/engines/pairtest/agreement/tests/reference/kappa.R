# Cohen's kappa with and without weights by psych; Rscript kappa.R writes kappa.csv beside it.
library(psych)
table <- matrix(c(20, 5, 1, 10, 15, 4, 2, 6, 17), 3, byrow = TRUE)
line <- function(name, w) {
  k <- cohen.kappa(table, w = w, n.obs = sum(table))
  se <- if (name == "none") sqrt(k$var.kappa) else sqrt(k$var.weighted)
  data.frame(weights = name, kappa = sprintf("%.15g", if (name == "none") k$kappa else k$weighted.kappa),
             error = sprintf("%.15g", se), r = R.version.string, package = paste("psych", packageVersion("psych")))
}
apart <- abs(outer(1:3, 1:3, "-")) / 2
out <- rbind(line("none", NULL), line("linear", 1 - apart), line("quadratic", 1 - apart^2))
write.csv(out, "kappa.csv", row.names = FALSE)
