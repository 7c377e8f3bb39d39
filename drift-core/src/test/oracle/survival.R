# Curves by survival and cmprsk on expanded rows: Rscript survival.R survival.csv one|many, for one
# outcome (with weights for those of expanded rows: the same) or many. Second samples of every third pair.
# km, q: log-log intervals of 0.95; of q those that no limit of the curve meets exactly. rm: restricted
# mean. aj: survfit of a factor. ci: cmprsk.
suppressMessages({ library(survival); library(cmprsk) })
source("survival_read.R")
many <- commandArgs(TRUE)[2]
cat("# Rscript survival.R ", basename(commandArgs(TRUE)[1]), " ", many, ": ", R.version.string, ", survival ", as.character(packageVersion("survival")), ", cmprsk ",
    as.character(packageVersion("cmprsk")), "\n# kind;sample;side;numbers as the test reads them\n", sep = "")
put <- function(kind, name, side, ...)
  cat(paste(c(kind, name, side, sapply(c(...), function(v) if (is.na(v)) "" else sprintf("%.15g", v))), collapse = ";"), "\n", sep = "")
exact <- function(v, p) any(abs(v - p) < 1e-9, na.rm = TRUE)
for (pair in pairs(commandArgs(TRUE)[1])) for (side in c("x", "y")) {
  if (side == "y" && as.integer(substring(pair$name, 2)) %% 3) next
  d <- sample_rows(pair[[side]], 0)
  d$event <- d$outcome > 0
  if (!any(d$event)) next
  name <- pair$name
  late <- startsWith(name, "l")
  f <- if (late) survfit(Surv(entry, age, event) ~ 1, d, conf.type = "log-log")
       else survfit(Surv(age, event) ~ 1, d, conf.type = "log-log")
  if (late && any(f$n.risk == 0)) next
  at <- which(f$n.event > 0)
  i <- at[(length(at) + 1) %/% 2]
  if (many == "one") {
    put("km", name, side, f$time[i], f$surv[i], (f$surv[i] * f$std.err[i])^2, f$lower[i], f$upper[i])
    monotone <- !is.unsorted(-f$lower, na.rm = TRUE) && !is.unsorted(-f$upper, na.rm = TRUE) # else R sorts them
    for (p in c(0.25, 0.5)) if (monotone && !exact(c(f$surv, f$lower, f$upper), 1 - p)) {
      q <- quantile(f, p)
      put("q", name, side, p, q$quantile, q$lower, q$upper)
    }
    if (late) next
    w <- aggregate(list(n = rep(1, nrow(d))), d[c("age", "event")], sum)
    g <- survfit(Surv(age, event) ~ 1, w, weights = n, conf.type = "log-log")
    stopifnot(all.equal(f$surv, g$surv, tolerance = 1e-13), all.equal(f$std.err, g$std.err, tolerance = 1e-12))
    tau <- max(d$age) - max(d$age) %/% 4
    if (tau > min(f$time)) {
      t <- summary(f, rmean = tau)$table
      put("rm", name, side, tau, t[grep("rmean", names(t))])
    }
    next
  }
  if (late || nrow(d) > 300) next
  k <- max(d$outcome[d$event])
  d$state <- factor(d$outcome, 0:3)
  m <- survfit(Surv(age, state) ~ 1, d, conf.type = "log-log")
  i <- which(m$time == f$time[at[(2 * length(at) + 2) %/% 3]])
  j <- which(m$states == k)
  put("aj", name, side, k, m$time[i], m$pstate[i, j], m$std.err[i, j]^2, m$lower[i, j], m$upper[i, j])
  if (length(unique(d$age)) > 1) {
    c <- timepoints(cuminc(d$age + 1, d$outcome), m$time[i] + 1)$est
    put("ci", name, side, k, m$time[i], c[paste(1, k), 1])
  }
}
