# Kolmogorov-Smirnov given the ties by ks.test on expanded rows: Rscript kolmogorov_smirnov.R two-samples.csv
read <- function(text) {
  cells <- strsplit(strsplit(text, " ")[[1]], "*", fixed = TRUE)
  rep(as.numeric(sapply(cells, `[`, 1)), as.integer(sapply(cells, `[`, 2)))
}
cat("# Rscript kolmogorov_smirnov.R: ", R.version.string, "\n# name;D;p\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ";")[[1]]
  x <- read(parts[2]); y <- read(parts[3])
  if (length(x) * length(y) >= 1e4) next # beyond, R's exact way may fail, and then it simulates
  r <- suppressWarnings(ks.test(x, y, exact = TRUE))
  cat(parts[1], ";", sprintf("%.17g;%.17g", r$statistic, r$p.value), "\n", sep = "")
}
