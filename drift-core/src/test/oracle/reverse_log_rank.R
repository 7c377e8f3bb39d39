# Log-rank of decided rows in reverse time: Rscript reverse_log_rank.R
# By mantelhaen.test over the 2 x 2 tables of the risk sets T <= u <= C, which are found by scanning the
# rows; where nothing is tied, checked with coxph's score test with late entries.
set.seed(20261125)
suppressMessages(library(survival))
cat("# Rscript reverse_log_rank.R: ", R.version.string, ", survival ", as.character(packageVersion("survival")),
    "\n# ages x;follow-ups x;ages y;follow-ups y;chi-square;sign of O - E\n", sep = "")
draw <- function(n, ages, mean) {
  d <- data.frame(t = integer(0), c = integer(0))
  while (nrow(d) < n) {
    t <- floor(rexp(50, 1 / mean)); c <- sample(0:ages, 50, TRUE)
    d <- rbind(d, data.frame(t = t, c = c)[t <= c, ])
  }
  d[seq_len(n), ]
}
cells <- function(v) { t <- table(v); paste(names(t), as.integer(t), sep = "*", collapse = " ") }
checked <- 0
for (i in 1:1200) {
  ages <- sample(c(4, 13, 60, 2000), 1, prob = c(3, 4, 2, 1))
  sizes <- sample(c(2, 5, 20, 60), 2, TRUE)
  x <- draw(sample(sizes[1], 1), ages, ages / 2); y <- draw(sample(sizes[2], 1), ages, ages / sample(c(1, 2, 4), 1))
  d <- rbind(cbind(x, g = 0), cbind(y, g = 1))
  tables <- list()
  for (u in unique(d$t)) {
    risk <- d[d$t <= u & u <= d$c, ]
    if (nrow(risk) > 1) tables[[length(tables) + 1]] <- table(factor(risk$g, 1:0), factor(risk$t == u, c(TRUE, FALSE)))
  }
  if (length(tables) == 0) next
  a <- array(unlist(tables), c(2, 2, length(tables)))
  r <- suppressWarnings(tryCatch(mantelhaen.test(a, correct = FALSE), error = function(e) NULL))
  if (is.null(r) || !is.finite(r$statistic)) next
  difference <- sum(a[1, 1, ] - apply(a, 3, function(t) sum(t[, 1]) * sum(t[1, ]) / sum(t)))
  if (!anyDuplicated(d$t)) {
    f <- coxph(Surv(3000 - c - 0.5, 3000 - t, rep(1, nrow(d))) ~ g, d, iter.max = 0)
    stopifnot(abs(f$score - r$statistic) < 1e-9 * (1 + r$statistic))
    checked <- checked + 1
  }
  cat(cells(x$t), cells(x$c), cells(y$t), cells(y$c), sprintf("%.17g", r$statistic),
      if (abs(difference) < 1e-12) 0 else sign(difference), sep = ";")
  cat("\n")
}
cat("# ", checked, " of them agree with the score test of coxph with late entries, having no ties\n", sep = "")
