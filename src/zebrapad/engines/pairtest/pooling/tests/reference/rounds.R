# Rscript rounds.R: two rounds with shared agents, and the change by a cluster sandwich, for rounds.csv.
suppressMessages(library(sandwich))
set.seed(4)
pair <- function(n, agents, shift) {
  agent <- sample(agents, n, TRUE)
  base <- plogis(-0.5 + (agent %% 7) / 4)
  data.frame(control = rbinom(n, 1, base), test = rbinom(n, 1, base * shift), agent = agent)
}
d <- rbind(cbind(round = 0, pair(160, 1:30, 0.6)), cbind(round = 1, pair(220, 16:50, 0.85)))
d$gap <- d$control - d$test
m <- lm(gap ~ round, d)
v <- vcovCL(m, cluster = ~agent, type = "HC0", cadjust = TRUE)
invited <- d[d$control + d$test > 0, ]
i <- lm(gap ~ round, invited)
vi <- vcovCL(i, cluster = ~agent, type = "HC0", cadjust = FALSE)
g <- length(unique(d$agent))
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
folder <- dirname(normalizePath(path))
write.csv(d[, c("round", "control", "test", "agent")], file.path(folder, "rounds.csv"), row.names = FALSE)
writeLines(c(
  paste0("# ", R.version.string, ", sandwich ", packageVersion("sandwich")),
  sprintf("difference,%.17g,%.17g", coef(m)[2], qt(0.975, g - 1) * sqrt(v[2, 2])),
  sprintf("difference_invited,%.17g,%.17g", coef(i)[2], qt(0.975, g - 1) * sqrt(vi[2, 2] * g / (g - 1)))
), file.path(folder, "rounds_change.csv"))
