# Cochran, Stuart-Maxwell and Bhapkar from their matrices in base R; coin where a level never moves.
# Rscript ordered.R reads blocks.csv and answers.csv, writes ordered.csv beside it.
library(coin)
blocks <- as.matrix(read.csv("blocks.csv"))
answers <- read.csv("answers.csv")
k <- ncol(blocks); C <- colSums(blocks); R <- rowSums(blocks)
q <- k * (k - 1) * sum((C - mean(C))^2) / sum(R * (k - R))
tab <- table(factor(answers$control, 0:3), factor(answers$test, 0:3))
n <- sum(tab); p <- tab / n
d <- (rowSums(p) - colSums(p))[-4]
V <- -(p + t(p))[-4, -4]; diag(V) <- (rowSums(p) + colSums(p) - 2 * diag(p))[-4]
sm <- n * drop(t(d) %*% solve(V) %*% d)
bh <- n * drop(t(d) %*% solve(V - d %*% t(d)) %*% d)
still <- matrix(c(9, 4, 0, 1, 7, 0, 0, 0, 12), 3)
apart <- matrix(c(9, 4, 0, 0, 1, 7, 0, 0, 0, 0, 5, 2, 0, 0, 8, 3), 4)
of <- function(m) { t <- mh_test(as.table(m)); c(statistic(t), pvalue(t)) }
rows <- data.frame(what = c("cochran", "stuart_maxwell", "bhapkar", "still", "apart"),
  statistic = c(q, sm, bh, of(still)[1], of(apart)[1]),
  p = c(pchisq(c(q, sm, bh), c(2, 3, 3), lower.tail = FALSE), of(still)[2], of(apart)[2]))
tt <- t.test(answers$control, answers$test, paired = TRUE)
rows <- rbind(rows, data.frame(what = c("mean", "low", "high"),
  statistic = c(tt$estimate, tt$conf.int), p = NA))
rows$statistic <- sprintf("%.15g", rows$statistic); rows$p <- sprintf("%.15g", rows$p)
rows$r <- R.version.string; rows$package <- paste("coin", packageVersion("coin"))
write.csv(rows, "ordered.csv", row.names = FALSE)
