# Rscript threats.R: made-up studies and what R finds in them; writes *.csv beside itself.
suppressMessages(library(sandwich))
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
folder <- dirname(normalizePath(path))
put <- function(x, name) write.csv(x, file.path(folder, name), row.names = FALSE)
said <- paste0("# ", R.version.string, ", sandwich ", packageVersion("sandwich"))
values <- said
keep <- function(name, ...) values <<- c(values, paste(c(name, sprintf("%.17g", c(...))), collapse = ","))
set.seed(8)

# Fisher's test of order and of arms, on Gart's tables.
for (t in list(c(14, 3, 6, 9), c(24, 6, 11, 1), c(1, 0, 0, 1), c(5, 5, 5, 5), c(40, 12, 21, 30), c(0, 7, 3, 2))) {
  keep("fisher", t, fisher.test(matrix(t, 2, byrow = TRUE))$p.value,
       fisher.test(matrix(t[c(1, 2, 4, 3)], 2, byrow = TRUE))$p.value)
}

# A mixed design: single, matched and placebo enquiries, listings of agents.
one <- function(id) {
  kind <- sample(c("s", "m", "p"), 1)
  arms <- switch(kind, s = rbinom(1, 1, 0.5), m = c(0, 1), p = rep(rbinom(1, 1, 0.5), 2))
  data.frame(listing = id, agent = sample(60, 1), test = arms, size = length(arms))
}
d <- do.call(rbind, lapply(1:400, one))
d$companion <- ave(d$test, d$listing, FUN = sum) - d$test
d$invited <- rbinom(nrow(d), 1, 0.5 - 0.15 * d$test - 0.08 * d$companion + 0.1 * (d$agent %% 2))
place <- factor(3 * d$test + ifelse(d$size == 1, 0, 1 + d$companion), levels = 0:5)
m <- lm(d$invited ~ place - 1)
v <- vcovCL(m, cluster = d$agent, type = "HC0", cadjust = TRUE)
w <- list(paired = c(0, 0, 1, 0, -1, 0), alone = c(1, 0, 0, -1, 0, 0), beside_control = c(0, 1, 0, 0, -1, 0),
          beside_test = c(0, 0, 1, 0, 0, -1), whole_pool = c(0, 1, 0, 0, 0, -1),
          test_companion_on_control = c(0, -1, 1, 0, 0, 0), test_companion_on_test = c(0, 0, 0, 0, -1, 1),
          companion_on_control = c(-1, 1, 0, 0, 0, 0), companion_on_test = c(0, 0, 0, -1, 0, 1),
          paired_less_alone = c(-1, 0, 1, 1, -1, 0))
for (x in names(w)) keep(x, sum(w[[x]] * coef(m)), sqrt(c(w[[x]] %*% v %*% w[[x]])))
a <- lm(invited ~ test + I(size - 1) + companion, d)
keep("adjusted", -coef(a)[2], sqrt(vcovCL(a, cluster = d$agent, type = "HC0", cadjust = TRUE)[2, 2]))
put(d[, c("listing", "agent", "test", "invited")], "mixed.csv")

# Fading: pairs of agents one after another.
f <- data.frame(agent = sample(40, 260, TRUE))
f$earlier <- ave(f$agent, f$agent, FUN = seq_along) - 1
u <- runif(nrow(f))
f$difference <- ifelse(u < pmax(0.3 - 0.03 * f$earlier, 0.05), 1, ifelse(u > 0.92, -1, 0))
m <- lm(difference ~ earlier, f)
v <- vcovCL(m, cluster = f$agent, type = "HC0", cadjust = TRUE)
keep("at_first", coef(m)[1], sqrt(v[1, 1])); keep("slope", coef(m)[2], sqrt(v[2, 2]))
keep("slope_p", 2 * pt(-abs(coef(m)[2]) / sqrt(v[2, 2]), length(unique(f$agent)) - 1))
put(f, "fading.csv")

# Heteroskedastic probit, by optim with numeric derivatives only.
n <- 1500
h <- data.frame(test = rep(0:1, n / 2), pair = rep(1:(n / 2), each = 2))
h$income <- rnorm(n); h$job <- rbinom(n, 1, 0.5); h$flat <- rbinom(n, 1, 0.4)
h$invited <- as.numeric((-0.3 + 0.6 * h$income + 0.5 * h$job + 0.2 * h$flat - 0.4 * h$test - 0.2 * h$test * h$flat) +
                          exp(0.3 * h$test) * rnorm(n) > 0)
z <- with(h, cbind(1, income, job, flat, test, test * flat))
minus <- function(t) -sum(pnorm((2 * h$invited - 1) * (z %*% t[1:6]) * exp(-t[7] * h$test), log.p = TRUE))
start <- optim(rep(0, 7), minus, method = "BFGS", control = list(reltol = 1e-15, maxit = 5000))
best <- nlm(minus, start$par, gradtol = 1e-12, steptol = 1e-14, iterlim = 1000, hessian = TRUE)
keep("coefficients", best$estimate); keep("likelihood", -best$minimum)
keep("errors", sqrt(diag(solve(best$hessian))))
plain <- glm(invited ~ income + job + flat + test + test:flat, binomial("probit"), h, control = list(epsilon = 1e-14))
keep("probit", coef(plain)); keep("probit_errors", sqrt(diag(vcov(plain)))); keep("probit_likelihood", c(logLik(plain)))
put(h, "unequal.csv")
writeLines(values, file.path(folder, "values.csv"))
