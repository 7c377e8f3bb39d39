# The common difference of mantel-haenszel.csv by epiR, with the variance of Greenland and Robins (1985).
suppressMessages(library(epiR))
cat("# Rscript mantel_haenszel_difference.R ../resources/oracle/mantel-haenszel.csv: ", R.version.string, ", epiR ", as.character(packageVersion("epiR")), "\n# strata;difference;low;high (95 %)\n", sep = "")
lines <- grep("^#", readLines(commandArgs(TRUE)[1]), invert = TRUE, value = TRUE)
for (line in lines) {
  strata <- strsplit(line, ";")[[1]][1]
  v <- matrix(as.numeric(unlist(strsplit(strsplit(strata, " ")[[1]], ","))), 4)
  a <- array(rbind(v[3, ], v[1, ], v[4, ] - v[3, ], v[2, ] - v[1, ]), c(2, 2, ncol(v)))
  cat(strata, paste(sprintf("%.15g", epiR:::zMHRD.GR(a, 0.95, 1)), collapse = ";"), sep = ";")
  cat("\n")
}
