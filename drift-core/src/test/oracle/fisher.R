# Fisher's p by fisher.test and its mid-p by epitools, of the first 1,000 tables of fisher.csv.
suppressMessages(library(epitools))
cat("# Rscript fisher.R ../resources/oracle/fisher.csv: ", R.version.string, ", epitools ", as.character(packageVersion("epitools")), "\n# x;n;y;m;p;mid-p\n", sep = "")
lines <- grep("^#", readLines(commandArgs(TRUE)[1]), invert = TRUE, value = TRUE)
for (line in lines[1:1000]) {
  v <- as.numeric(strsplit(line, ";")[[1]][1:4])
  x <- v[1]; n <- v[2]; y <- v[3]; m <- v[4]
  p <- fisher.test(matrix(c(x, y, n - x, m - y), 2))$p.value
  mid <- tryCatch(ormidp.test(x, n - x, y, m - y)$two.sided, error = function(e) NA)
  cat(x, n, y, m, sprintf("%.15g", p), if (is.finite(mid)) sprintf("%.15g", mid) else "", sep = ";")
  cat("\n")
}
