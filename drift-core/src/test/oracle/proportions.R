# The tables of pearson.csv in R: Pearson's and Wilson's by prop.test, Koopman's interval by epiR.
# Fields are empty where R says NaN, and Koopman's where nothing or everything is an event of a sample
# with no closed solution in epiR (which then steps by 1e-4).
suppressMessages(library(epiR))
cat("# Rscript proportions.R ../resources/oracle/pearson.csv: ", R.version.string, ", epiR ", as.character(packageVersion("epiR")), "\n# x;n;y;m;X² plain;p;X² Yates;Wilson of y/m low;high (95 %);Koopman low;high (95 %)\n", sep = "")
options(warn = -1)
show <- function(v) ifelse(is.nan(v) | is.na(v), "", sub("Inf", "Infinity", sprintf("%.15g", v)))
lines <- grep("^#", readLines(commandArgs(TRUE)[1]), invert = TRUE, value = TRUE)
for (line in lines[1:1000]) {
  v <- as.numeric(strsplit(line, ";")[[1]][1:4])
  x <- v[1]; n <- v[2]; y <- v[3]; m <- v[4]
  plain <- prop.test(c(x, y), c(n, m), correct = FALSE)
  yates <- prop.test(c(x, y), c(n, m), correct = TRUE)
  wilson <- prop.test(y, m, correct = FALSE)$conf.int
  koopman <- if (x < n && y < m) epiR:::zRRscore(c(y, m - y, x, n - x), 0.95)[2:3] else c(NA, NA)
  cat(x, n, y, m, show(c(plain$statistic, plain$p.value, yates$statistic, wilson, koopman)), sep = ";")
  cat("\n")
}
