# The plain log-rank test by package survival, stratified, in rows: Rscript survdiff.R
# A line is `period;baseline;current;observed;expected;variance` of the current window; a sample is
# `day,age,outcome*count ...` with an empty outcome for open cases.
suppressMessages(library(survival))
set.seed(20261125)
cat(sprintf("# Rscript survdiff.R: survival %s, %s\n", packageVersion("survival"), R.version.string))
rows <- function(first, days, most, speed, last) {
  n <- sample(0:most, days, replace = TRUE)
  day <- rep(first + seq_len(days) - 1, n)
  age <- floor(speed * exp(0.6 * rnorm(length(day))))
  data.frame(day, age = pmin(age, last - day), event = as.integer(day + age <= last))
}
text <- function(r) {
  key <- paste0(r$day, ",", r$age, ",", ifelse(r$event == 1, "1", ""))
  counts <- table(key)
  paste(paste0(names(counts), "*", counts), collapse = " ")
}
figures <- function(x) paste(format(x, digits = 17, trim = TRUE), collapse = ";")
written <- 0
while (written < 200) {
  length <- sample(c(14, 28, 42), 1)
  window <- sample(c(3, 7), 1)
  period <- sample(c(1, 1, 7), 1)
  last <- length + window - 1
  speed <- sample(c(2, 4, 8), 1)
  x <- rows(0, length, 12, speed, last)
  y <- rows(length, window, 12, speed * sample(c(1, 1.5), 1), last)
  if (nrow(x) < 2 || nrow(y) < 2 || sum(y$event) == 0) next
  # The baseline counts up to the follow-up of the current window.
  K <- last - min(y$day)
  cut <- x
  cut$event[cut$age > K] <- 0
  cut$age <- pmin(cut$age, K)
  both <- rbind(cbind(cut, g = 1), cbind(y, g = 2))
  both$stratum <- both$day %% period
  # Weekdays that only one sample has say nothing, and survdiff drops them.
  fit <- if (period == 1) survdiff(Surv(age, event) ~ g, both)
         else survdiff(Surv(age, event) ~ g + strata(stratum), both)
  observed <- if (is.matrix(fit$obs)) sum(fit$obs[2, ]) else fit$obs[2]
  expected <- if (is.matrix(fit$exp)) sum(fit$exp[2, ]) else fit$exp[2]
  cat(paste(period, text(x), text(y), figures(c(observed, expected, fit$var[2, 2])), sep = ";"), "\n", sep = "")
  written <- written + 1
}
