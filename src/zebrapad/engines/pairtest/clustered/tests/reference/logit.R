# Conditional logit by survival::clogit (exact), the same by glm on discordant pairs with a sandwich
# over agents. Rscript logit.R writes logit_pairs.csv (data) and logit.csv (values) beside it.
library(survival); library(sandwich)
set.seed(11)
n <- 260
agent <- sample(1:30, n, TRUE)
first <- sample(c(1, -1), n, TRUE)
rent <- round(rnorm(n), 3)
base <- rnorm(30, 0, 0.8)[agent]
control <- rbinom(n, 1, plogis(base + 0.4 + 0.15 * first + 0.2 * rent))
test <- rbinom(n, 1, plogis(base - 0.15 * first - 0.2 * rent))
write.csv(data.frame(control, test, first, rent, agent), "logit_pairs.csv", row.names = FALSE)
long <- data.frame(y = c(control, test), arm = rep(c(1, 0), each = n), first = c(first, rep(0, n)),
                   rent = c(rent, rep(0, n)), pair = rep(1:n, 2))
exact <- clogit(y ~ arm + first + rent + strata(pair), data = long, method = "exact")
d <- control != test
fit <- glm(control[d] ~ 0 + rep(1, sum(d)) + first[d] + rent[d], family = binomial, control = list(epsilon = 1e-14))
V <- vcovCL(fit, cluster = agent[d], type = "HC0", cadjust = TRUE)
out <- data.frame(coefficient = sprintf("%.15g", coef(exact)), error = sprintf("%.15g", sqrt(diag(vcov(exact)))),
                  robust = sprintf("%.15g", sqrt(diag(V))), r = R.version.string,
                  package = paste("survival", packageVersion("survival"), "sandwich", packageVersion("sandwich")))
write.csv(out, "logit.csv", row.names = FALSE)
