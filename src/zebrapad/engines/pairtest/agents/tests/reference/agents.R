# Reference values for the agents: Rscript agents.R, beside this file; writes agents.csv.
# Packages: metafor (Hedges' estimator, Cochran's Q), splines (natural splines), stats.
suppressMessages(library(metafor))
library(splines)

b <- c(9, 4, 1, 0, 12, 6, 3, 2, 7, 5, 0, 8)
c <- c(2, 3, 1, 2, 1, 6, 0, 4, 2, 1, 1, 3)
n <- c(40, 35, 30, 31, 44, 52, 33, 38, 41, 30, 36, 47)
theta <- (b - c) / n
se <- sqrt(((b + c) / n - theta^2) / (n - 1))
values <- data.frame(name = character(), at = integer(), value = numeric())
add <- function(name, x)
  values <<- rbind(values, data.frame(name = name, at = seq_along(x) - 1L, value = x))

add("theta", theta)
add("se", se)
hedges <- rma(theta, sei = se, method = "HE")
add("variance", var(theta) - mean(se^2))
add("hedges_tau2", hedges$tau2)
fixed <- rma(theta, sei = se, method = "FE")
add("q", fixed$QE)
add("q_p", fixed$QEp)

exact <- mapply(function(x, d) if (d) binom.test(x, d)$p.value else 1, b, b + c)
one <- mapply(function(x, d) if (d) binom.test(x, d, alternative = "greater")$p.value else 1, b, b + c)
add("exact", exact)
add("exact_control", one)
add("midp", ifelse(b == c, 1 - dbinom(b, b + c, 0.5) / 2, exact - dbinom(b, b + c, 0.5)))
add("bh", p.adjust(exact, "BH"))
fit <- suppressWarnings(chisq.test(rbind(b, c)[, b + c > 0], correct = FALSE))
add("directions", unname(fit$statistic))

# Penalised log-spline deconvolution, written out from Efron (2016) with ns() of R.
points <- 201
support <- seq(min(theta), max(theta), length.out = points)
Q <- ns(support, df = 5)
Q <- qr.Q(qr(scale(Q, scale = FALSE))) * sqrt(points)
P <- outer(seq_along(theta), support, function(j, t) dnorm(theta[j], t, se[j]))
prior <- function(alpha) { g <- exp(Q %*% alpha); drop(g / sum(g)) }
solve_for <- function(penalty, square) {
  cost <- function(a) penalty * (if (square) sum(a^2) else sqrt(sum(a^2)))
  slope <- function(a) penalty * (if (square) 2 * a else a / sqrt(sum(a^2)))
  value <- function(a) -sum(log(P %*% prior(a))) + cost(a)
  gradient <- function(a) {
    g <- prior(a)
    W <- t(t(P) * g) / drop(P %*% g)
    -colSums((W - rep(g, each = nrow(W))) %*% Q) + slope(a)
  }
  a <- rep(0.1, ncol(Q))
  for (round in 1:20)
    a <- optim(a, value, gradient, method = "BFGS", control = list(maxit = 5000, reltol = 1e-16))$par
  stopifnot(max(abs(gradient(a))) < 1e-5)
  a
}
for (case in list(list("length", 0.5, FALSE), list("square", 0.2, TRUE))) {
  a <- solve_for(case[[2]], case[[3]])
  g <- prior(a)
  post <- t(t(P) * g) / drop(P %*% g)
  m <- drop(post %*% support)
  add(paste0(case[[1]], "_weight"), g)
  add(paste0(case[[1]], "_fit"), sum(log(P %*% g)))
  add(paste0(case[[1]], "_length"), sqrt(sum(a^2)))
  add(paste0(case[[1]], "_mean"), m)
  add(paste0(case[[1]], "_sd"), sqrt(drop(post %*% support^2) - m^2))
}

file <- "agents.csv"
cat(sprintf("# %s, metafor %s\n", R.version.string, packageVersion("metafor")), file = file)
values$value <- sprintf("%.17g", values$value)
suppressWarnings(
  write.table(values, file, sep = ",", row.names = FALSE, quote = FALSE, append = TRUE)
)
