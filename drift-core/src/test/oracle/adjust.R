# Families of 1 to 6 p-values, many of them equal, adjusted by R: Rscript adjust.R
set.seed(20261125)
cat("# Rscript adjust.R: ", R.version.string, "\n# p ...;bonferroni ...;holm ...;BH ...;BY ...\n", sep = "")
text <- function(v) paste(sprintf("%.17g", v), collapse = " ")
for (i in 1:1000) {
  m <- sample(6, 1)
  p <- runif(m)^sample(c(1, 1, 3, 8), 1)
  if (i %% 3 == 0) p <- sample(round(p, 2), m, replace = TRUE)
  p[p == 0] <- 1e-5
  if (i %% 20 == 0) p[sample(m, 1)] <- 1
  cells <- sapply(c("bonferroni", "holm", "BH", "BY"), function(method) text(p.adjust(p, method)))
  cat(text(p), ";", paste(cells, collapse = ";"), "\n", sep = "")
}
