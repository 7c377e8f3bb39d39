# The smallest detectable effects by R: Rscript power.R
# Proportions by uniroot on R's own power.prop.test, means by power.t.test (noncentral t).
set.seed(20261125)
cat("# Rscript power.R: ", R.version.string, "\n# test;n;baseline or sd;level;power;effect\n", sep = "")
for (i in 1:600) {
  n <- round(10^runif(1, 1, 5)); p <- round(runif(1, 0.005, 0.7), 4)
  level <- sample(c(0.05, 0.01, 3e-4, 1e-6), 1); power <- sample(c(0.5, 0.8, 0.9, 0.99), 1)
  gain <- function(p2) power.prop.test(n, p, p2, level)$power - power
  effect <- if (gain(1 - 1e-9) < 0) Inf else uniroot(gain, c(p + 1e-9, 1 - 1e-9), tol = 1e-13)$root - p
  cat(sprintf("proportion;%d;%.17g;%.17g;%.17g;%.17g\n", n, p, level, power, effect))
}
for (i in 1:600) {
  n <- round(10^runif(1, 0.8, 4)); sd <- round(10^runif(1, -2, 3), 4)
  level <- sample(c(0.05, 0.01, 3e-4), 1); power <- sample(c(0.5, 0.8, 0.9), 1)
  effect <- power.t.test(n, NULL, sd, level, power, tol = 1e-10)$delta
  cat(sprintf("mean;%d;%.17g;%.17g;%.17g;%.17g\n", n, sd, level, power, effect))
}
