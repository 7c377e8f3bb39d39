# Mantel-Haenszel by mantelhaen.test: 1,000 random sets of 1 to 8 strata, always the same ones.
# A stratum is x,n,y,m; the odds ratio is that of the second sample (y of m) to the first.
set.seed(20261125)
cat("# Rscript mantel_haenszel.R: ", R.version.string, "\n# strata;X²;X² corrected;odds ratio;low;high (95 %)\n", sep = "")
show <- function(v) ifelse(is.finite(v), sprintf("%.14g", v), "")
for (i in 1:1000) {
  k <- sample(1:8, 1)
  size <- sample(c(3, 20, 200, 2000), 1)
  n <- sample(size, k, TRUE); m <- sample(size, k, TRUE)
  p <- runif(k) * sample(c(.02, .3, 1), 1)
  q <- if (runif(1) < .6) p else pmin(1, p * 1.5)
  x <- rbinom(k, n, p); y <- rbinom(k, m, q)
  values <- rep(NA, 5)
  if (sum(x + y) > 0 && sum(n + m - x - y) > 0) {
    a <- array(as.double(rbind(y, x, m - y, n - x)), c(2, 2, k))
    if (k == 1) a <- array(c(a, 1, 0, 1, 0), c(2, 2, 2)) # R wants two; the second says nothing
    plain <- try(mantelhaen.test(a, correct = FALSE), TRUE)
    corrected <- try(mantelhaen.test(a, correct = TRUE), TRUE)
    if (!inherits(plain, "try-error"))
      values <- c(plain$statistic, corrected$statistic, plain$estimate, plain$conf.int)
  }
  cat(paste(paste(x, n, y, m, sep = ",", collapse = " "), paste(show(values), collapse = ";"), sep = ";"), "\n", sep = "")
}
