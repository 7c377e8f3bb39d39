# Families of 7 to 400 p-values, adjusted by R, at three places of each: Rscript adjust_large.R
# The p-values are made of integers that the test makes again: s <- 16807 s mod (2^31 - 1), from start.
set.seed(20261126)
cat("# Rscript adjust_large.R: ", R.version.string, "\n# m;kind;start;place:bonferroni:holm:BH:BY ...\n", sep = "")
numbers <- function(m, start) {
  s <- numeric(m); s[1] <- start
  for (i in seq_len(m - 1)) s[i + 1] <- (16807 * s[i]) %% 2147483647
  s / 2147483647
}
for (i in 1:1000) {
  m <- sample(7:400, 1); kind <- sample(c("even", "small", "tied"), 1); start <- sample(2147483646, 1)
  u <- numbers(m, start)
  p <- switch(kind, even = u, small = u * u * u * u, tied = (floor(u * 20) + 1) / 2048)
  places <- c(which.min(p), sample(m, 2))
  all <- sapply(c("bonferroni", "holm", "BH", "BY"), function(method) p.adjust(p, method)[places])
  cells <- sapply(1:3, function(k) paste(c(places[k], sprintf("%.17g", all[k, ])), collapse = ":"))
  cat(sprintf("%d;%s;%.0f;%s\n", m, kind, start, paste(cells, collapse = " ")))
}
