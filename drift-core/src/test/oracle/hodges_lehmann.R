# Hodges-Lehmann by wilcox.test on expanded rows, which finds roots: Rscript hodges_lehmann.R two-samples.csv
read <- function(text) {
  cells <- strsplit(strsplit(text, " ")[[1]], "*", fixed = TRUE)
  rep(as.numeric(sapply(cells, `[`, 1)), as.integer(sapply(cells, `[`, 2)))
}
cat("# Rscript hodges_lehmann.R: ", R.version.string, "\n# name;estimate;low;high\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ";")[[1]]
  x <- read(parts[2]); y <- read(parts[3])
  if (length(unique(x)) < 2 || length(unique(y)) < 2) next
  r <- tryCatch(suppressWarnings(wilcox.test(y, x, conf.int = TRUE, exact = FALSE, correct = FALSE)), error = function(e) NULL)
  if (is.null(r) || attr(r$conf.int, "conf.level") != 0.95) next
  cat(parts[1], ";", paste(sprintf("%.6g", c(r$estimate, r$conf.int)), collapse = ";"), "\n", sep = "")
}
