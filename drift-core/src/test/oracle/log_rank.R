# Log-rank by survival on expanded rows: Rscript log_rank.R survival.csv, or survival-more.csv
# Late entries by mantelhaen.test over the 2 x 2 tables of the risk sets, age by age. Strata are the pairs of numbers 3k, 3k + 1, 3k + 2. Events of outcome 1 only: "cause".
suppressMessages(library(survival))
source("survival_read.R")
cat("# Rscript log_rank.R: ", R.version.string, ", survival ", as.character(packageVersion("survival")),
    "\n# kind;name;chi-square;ln p;observed;expected;variance (second sample)\n", sep = "")
answer <- function(kind, name, d) {
  if (sum(d$event) == 0) return(invisible())
  f <- if (length(unique(d$s)) > 1) Surv(age, event) ~ g + strata(s) else Surv(age, event) ~ g
  r <- tryCatch(survdiff(f, d, rho = 0), error = function(e) NULL)
  if (is.null(r) || !is.finite(r$chisq)) return(invisible())
  total <- function(v) if (is.matrix(v)) sum(v[2, ]) else v[2]
  write(c(kind, name, sprintf("%.17g", c(r$chisq, pchisq(r$chisq, 1, lower.tail = FALSE, log.p = TRUE),
    total(r$obs), total(r$exp), r$var[2, 2]))))
}
late <- function(name, d) {
  tables <- list()
  for (u in sort(unique(d$age[d$event]))) {
    risk <- d[d$entry < u & u <= d$age, ]
    t <- table(factor(risk$g, 0:1), factor(risk$event & risk$age == u, c(TRUE, FALSE)))
    if (sum(t) > 1) tables[[length(tables) + 1]] <- t
  }
  if (length(tables) == 0) return(invisible())
  r <- suppressWarnings(tryCatch(mantelhaen.test(array(unlist(tables), c(2, 2, length(tables))), correct = FALSE), error = function(e) NULL))
  if (is.null(r) || !is.finite(r$statistic)) return(invisible())
  write(c("late", name, sprintf("%.17g", c(r$statistic, pchisq(r$statistic, 1, lower.tail = FALSE, log.p = TRUE))), "", "", ""))
}
write <- function(fields) cat(paste(fields, collapse = ";"), "\n", sep = "")
all <- list()
for (pair in pairs(commandArgs(TRUE)[1])) {
  d <- rows(pair)
  if (startsWith(pair$name, "l")) { d$event <- d$outcome > 0; if (sum(d$event)) late(pair$name, d); next }
  d$event <- d$outcome > 0
  d$s <- 1
  answer("all", pair$name, d)
  k <- as.integer(substring(pair$name, 2))
  d$s <- k %% 3
  all[[k %% 3 + 1]] <- d
  if (k %% 3 == 2 && !any(sapply(all, is.null))) answer("strata", pair$name, do.call(rbind, all))
  d$s <- 1
  d$event <- d$outcome == 1
  answer("cause", pair$name, d)
}
