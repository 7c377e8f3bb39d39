"""Adds to the lines of mantel-haenszel.csv (of R) what statsmodels, fractions and mpmath say."""

import math
import sys
import warnings
from fractions import Fraction as F

import mpmath
import numpy
import statsmodels
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import confint_proportions_2indep

mpmath.mp.dps = 50
warnings.simplefilter("ignore")
show = lambda v: f"{float(v):.14g}" if math.isfinite(v) else ""
real = lambda f: mpmath.mpf(f.numerator) / f.denominator

for line in open(sys.argv[1]):
    line = line.rstrip("\n")
    if line.startswith("#"):
        tool = f"; /usr/bin/python3 mantel_haenszel.py: statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}"
        names = ";X², odds ratio, low, high (statsmodels);X²;ln p;difference;its standard error (mpmath);low;high if one stratum (statsmodels, Wald)"
        print(line + (names if "strata" in line else tool))
        continue
    strata = [tuple(map(int, s.split(","))) for s in line.split(";")[0].split()]
    tables = [numpy.array([[y, m - y], [x, n - x]], float) for x, n, y, m in strata]
    package = StratifiedTable(tables)
    fields = [package.test_null_odds(correction=False).statistic, package.oddsratio_pooled, *package.oddsratio_pooled_confint()]
    fields = [show(v) for v in fields]
    delta = sum(F(n * y - m * x, n + m) for x, n, y, m in strata)
    variance = sum(F(n * m * (x + y) * (n + m - x - y), (n + m) ** 2 * (n + m - 1)) for x, n, y, m in strata)
    square = delta**2 / variance if variance else F(0)
    weight = sum(F(n * m, n + m) for x, n, y, m in strata)
    d = sum(F(n * m, n + m) ** 2 * (F(x * (n - x), n**3) + F(y * (m - y), m**3)) for x, n, y, m in strata)
    fields += [mpmath.nstr(v, 17) for v in (real(square), mpmath.log(mpmath.erfc(mpmath.sqrt(real(square) / 2))), real(delta / weight), mpmath.sqrt(real(d)) / real(weight))]
    wald = ["", ""]
    if len(strata) == 1:
        x, n, y, m = strata[0]
        wald = [show(v) for v in confint_proportions_2indep(y, m, x, n, "wald", "diff", 0.05)]
    print(line, *fields, *wald, sep=";")
