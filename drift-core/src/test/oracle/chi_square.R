# chisq.test with its adjusted residuals, of tables of 2 to 12 categories: Rscript chi_square.R two-samples.csv
read <- function(text) {
  cells <- strsplit(strsplit(text, " ")[[1]], "*", fixed = TRUE)
  setNames(as.numeric(sapply(cells, `[`, 2)), sapply(cells, `[`, 1))
}
cat("# Rscript chi_square.R: ", R.version.string, "\n# name;chi-square;ln p;residuals of the second sample\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ";")[[1]]
  x <- read(parts[2]); y <- read(parts[3])
  categories <- as.character(sort(as.numeric(union(names(x), names(y)))))
  if (length(categories) < 2 || length(categories) > 12) next
  table <- rbind(x[categories], y[categories])
  table[is.na(table)] <- 0
  result <- suppressWarnings(chisq.test(table, correct = FALSE))
  log.p <- pchisq(result$statistic, result$parameter, lower.tail = FALSE, log.p = TRUE)
  cat(parts[1], sprintf("%.17g", result$statistic), sprintf("%.17g", log.p),
    paste(sprintf("%.15g", result$stdres[2, ]), collapse = " "), sep = ";")
  cat("\n")
}
