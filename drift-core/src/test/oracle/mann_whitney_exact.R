# Mann-Whitney given the ties by coin on expanded rows: Rscript mann_whitney_exact.R two-samples.csv
suppressMessages(library(coin))
read <- function(text) {
  cells <- strsplit(strsplit(text, " ")[[1]], "*", fixed = TRUE)
  rep(as.numeric(sapply(cells, `[`, 1)), as.integer(sapply(cells, `[`, 2)))
}
cat("# Rscript mann_whitney_exact.R: ", R.version.string, ", coin ", as.character(packageVersion("coin")), "\n# name;p\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ";")[[1]]
  x <- read(parts[2]); y <- read(parts[3])
  if (min(length(x), length(y)) > 20 || length(x) + length(y) > 120 || length(unique(c(x, y))) < 2) next
  data <- data.frame(v = c(x, y), g = factor(rep(c("x", "y"), c(length(x), length(y)))))
  p <- pvalue(wilcox_test(v ~ g, data, distribution = exact(algorithm = "shift")))
  cat(parts[1], ";", sprintf("%.17g", p), "\n", sep = "")
}
