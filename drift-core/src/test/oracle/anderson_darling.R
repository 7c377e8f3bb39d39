# Anderson-Darling, version 2 (midranks), by kSamples on expanded rows: Rscript anderson_darling.R two-samples.csv
# Its compiled routine is called as ad.test calls it, since ad.test rounds the statistic to three digits.
suppressMessages(library(kSamples))
read <- function(text) {
  cells <- strsplit(strsplit(text, " ")[[1]], "*", fixed = TRUE)
  rep(as.numeric(sapply(cells, `[`, 1)), as.integer(sapply(cells, `[`, 2)))
}
cat("# Rscript anderson_darling.R: ", R.version.string, ", kSamples ", as.character(packageVersion("kSamples")), "\n# name;A2\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ";")[[1]]
  x <- read(parts[2]); y <- read(parts[3])
  distinct <- sort(unique(c(x, y)))
  if (length(distinct) < 2) next
  a2 <- .C(kSamples:::adkTestStat0, a2 = double(2), as.integer(2), as.double(c(x, y)),
    as.integer(c(length(x), length(y))), as.double(distinct), as.integer(length(distinct)))$a2
  cat(parts[1], ";", sprintf("%.17g", a2[2]), "\n", sep = "")
}
