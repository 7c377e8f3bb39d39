# Reads survival.csv: pairs of samples as rows of (g, entry, age, outcome).
pairs <- function(path) {
  lines <- readLines(path)
  lapply(strsplit(lines[!startsWith(lines, "#")], ";"), function(p) list(name = p[1], x = p[2], y = p[3]))
}
sample_rows <- function(text, g) {
  cells <- strsplit(strsplit(text, " ")[[1]], "[>:*]")
  late <- lengths(cells) == 4
  cells <- t(sapply(seq_along(cells), function(i) as.numeric(if (late[i]) cells[[i]] else c(-1, cells[[i]]))))
  times <- cells[, 4]
  data.frame(g = g, entry = rep(cells[, 1], times), age = rep(cells[, 2], times), outcome = rep(cells[, 3], times))
}
rows <- function(pair) rbind(sample_rows(pair$x, 0), sample_rows(pair$y, 1))
