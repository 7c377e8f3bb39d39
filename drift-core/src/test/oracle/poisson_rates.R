# Two Poisson rates by R on the cases of poisson_rates.py: Rscript poisson_rates.R poisson-rates.csv
cat("# Rscript poisson_rates.R: ", R.version.string, "\n# p;ratio;low;high\n", sep = "")
for (line in readLines(commandArgs(TRUE)[1])) {
  if (startsWith(line, "#")) next
  v <- as.numeric(strsplit(line, ";")[[1]][1:4])
  if (v[1] + v[3] > 1e6) { cat("\n"); next }
  t <- poisson.test(v[c(3, 1)], v[c(4, 2)])
  cat(sprintf("%.17g;%.17g;%.17g;%.17g\n", t$p.value, t$estimate, t$conf.int[1], t$conf.int[2]))
}
