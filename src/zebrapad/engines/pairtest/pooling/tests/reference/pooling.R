# Rscript pooling.R: values of metafor for pooling.json, which the tests read.
suppressMessages(library(metafor))
exact <- list(threshold = 1e-14, tol = 1e-14, maxiter = 10000, tau2.max = 1000)

path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
folder <- dirname(normalizePath(path))
cases <- read.csv(file.path(folder, "../../../tests/cases/published.csv"))
cases <- cases[!is.na(cases$both) & cases$ground != "" & !grepl("medical", cases$study), ]
origin <- cases[grepl(" BE", cases$place), ]
pairs <- function(d, measure, drop = NULL) {
  measured <- c(difference = "MPRD", log_ratio = "MPRR", log_odds = "MPORC")[[measure]]
  escalc(measure = measured, ai = both, bi = only_control, ci = only_test, di = neither, data = d)
}
bcg <- function(measure) escalc(measure = measure, ai = tpos, bi = tneg, ci = cpos, di = cneg,
                                data = dat.bcg)
labour <- cases[!grepl(" BE", cases$place), ]
sets <- list(
  belgian_difference = list(d = pairs(origin, "difference"), group = rep(c("a", "b"), length.out = nrow(origin))),
  belgian_log_odds = list(d = pairs(origin, "log_odds"), group = rep(c("a", "b"), length.out = nrow(origin))),
  labour_difference = list(d = pairs(labour, "difference"), group = rep(c("a", "b", "c"), length.out = nrow(labour))),
  labour_log_ratio = list(d = pairs(labour, "log_ratio"), group = rep(c("a", "b", "c"), length.out = nrow(labour))),
  bcg_log_ratio = list(d = bcg("RR"), group = dat.bcg$alloc),
  bcg_difference = list(d = bcg("RD"), group = dat.bcg$alloc),
  bcg_log_odds = list(d = bcg("OR"), group = dat.bcg$alloc)
)
one <- function(y, v, method, test) {
  m <- c(fixed = "FE", dl = "DL", reml = "REML", pm = "PM")[[method]]
  t <- c(normal = "z", hksj = "knha", hksj_held = "adhoc")[[test]]
  r <- suppressWarnings(rma(y, v, method = m, test = t, control = exact))
  out <- list(method = method, test = test, estimate = c(r$b), error = r$se, low = r$ci.lb, high = r$ci.ub,
              p = r$pval, q = r$QE, q_p = r$QEp, i2 = r$I2 / 100, h2 = r$H2)
  if (method != "fixed") {
    ci <- suppressWarnings(confint(r, control = exact))$random
    pi <- suppressWarnings(predict(rma(y, v, method = m, test = if (test == "normal") "t" else t, control = exact)))
    out <- c(out, list(tau2 = r$tau2, tau2_low = ci[1, 2], tau2_high = ci[1, 3],
                       prediction = c(pi$pi.lb, pi$pi.ub)))
  }
  out
}
result <- lapply(sets, function(s) {
  y <- c(s$d$yi); v <- c(s$d$vi)
  models <- list()
  for (m in c("fixed", "dl", "reml", "pm")) for (t in if (m == "fixed") "normal" else c("normal", "hksj", "hksj_held"))
    models <- c(models, list(one(y, v, m, t)))
  z <- suppressWarnings(rma(y, v, method = "REML", test = "z", control = exact))
  k <- suppressWarnings(rma(y, v, method = "REML", test = "knha", control = exact))
  cu <- suppressWarnings(cumul(z)); lo <- suppressWarnings(leave1out(k))
  mixed <- regtest(z, model = "rma"); lm1 <- regtest(z, model = "lm")
  mixed_t <- regtest(suppressWarnings(rma(y, v, method = "DL", test = "knha")), model = "rma")
  g <- factor(s$group, levels = unique(s$group))
  each <- lapply(levels(g), function(l) suppressWarnings(rma(y[g == l], v[g == l], method = "REML", control = exact)))
  between <- suppressWarnings(rma(sapply(each, function(r) c(r$b)), sapply(each, function(r) r$se^2), method = "FE"))
  sh <- suppressWarnings(rma(y, v, mods = ~ g, method = "REML", test = "knha", control = exact))
  shz <- suppressWarnings(rma(y, v, mods = ~ g, method = "PM", test = "z", control = exact))
  list(y = y, v = v, group = as.character(g), models = models,
       cumul = list(estimate = cu$estimate, error = cu$se, p = cu$pval, tau2 = cu$tau2),
       leave1out = list(estimate = lo$estimate, error = lo$se, p = lo$pval, tau2 = lo$tau2, q_p = lo$Qp),
       egger = list(statistic = lm1$zval, p = lm1$pval, limit = lm1$est, limit_low = lm1$ci.lb, limit_high = lm1$ci.ub),
       mixed = list(statistic = mixed$zval, p = mixed$pval, limit = c(mixed$est)),
       mixed_hksj = list(statistic = mixed_t$zval, p = mixed_t$pval),
       separate = list(estimate = sapply(each, function(r) c(r$b)), error = sapply(each, function(r) r$se),
                       q = between$QE, p = between$QEp),
       shared = list(statistic = sh$QM, p = sh$QMp, tau2 = sh$tau2),
       shared_normal = list(statistic = shz$QM, p = shz$QMp, tau2 = shz$tau2))
})
effect <- list(
  cells = as.matrix(cases[, c("both", "only_control", "only_test", "neither")]),
  unpaired = as.matrix(dat.bcg[, c("tpos", "tneg", "cpos", "cneg")])
)
for (m in c("difference", "log_ratio", "log_odds")) {
  d <- pairs(cases, m); effect[[m]] <- list(y = c(d$yi), v = c(d$vi))
  u <- bcg(c(difference = "RD", log_ratio = "RR", log_odds = "OR")[[m]])
  effect[[paste0("unpaired_", m)]] <- list(y = c(u$yi), v = c(u$vi))
}
ps <- c(0.001, 0.013, 0.02, 0.02, 0.04, 0.3, 0.9)
version <- list(R = R.version.string, metafor = as.character(packageVersion("metafor")))
json <- function(x) {
  if (is.list(x)) {
    inner <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(inner, collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(x), "\":", inner, collapse = ","), "}"))
  }
  if (is.matrix(x)) return(json(lapply(seq_len(nrow(x)), function(i) unname(x[i, ]))))
  said <- if (is.character(x)) paste0("\"", x, "\"") else ifelse(is.na(x), "null", sprintf("%.17g", x))
  if (length(x) == 1) said else paste0("[", paste(said, collapse = ","), "]")
}
writeLines(json(list(version = version, sets = result, effects = effect,
                adjust = list(p = ps, holm = p.adjust(ps, "holm"), bh = p.adjust(ps, "BH")))),
           file.path(folder, "pooling.json"))
