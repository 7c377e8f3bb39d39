"""Two one-sided score tests by statsmodels, second against first sample: the larger p of both.

statsmodels 0.13.5 has a wrong cubic (issue 10269; put right here as in proportion_intervals.py), and
its tost_proportions_2indep reports the smaller p of both; here both are taken from its results.
Fields are empty where rounding leaves it without an answer (arccos of more than 1).
"""

import inspect
import math
import random
import warnings

import numpy
import statsmodels
from statsmodels.stats import proportion

from proportions import pairs

warnings.simplefilter("ignore")
source = inspect.getsource(proportion.score_test_proportions_2indep)
wrong = "(count0 * diff - nobs - 2 * count0) * diff"
assert wrong in source
exec(source.replace(wrong, "(nobs0 * diff - nobs - 2 * count0) * diff"), vars(proportion))

print(f"# /usr/bin/python3 equivalence.py: statsmodels {statsmodels.__version__}")
print("# x;n;y;m;margin;z and p of the worse of both one-sided tests")
rng = random.Random(3)
for x, n, y, m in pairs(number=1500):
    margin = rng.choice([0.01, 0.05, 0.2])
    counts = map(numpy.float64, (y, m, x, n))
    both = proportion.tost_proportions_2indep(*counts, -margin, margin, "score", "diff", True)
    z = min(both.results_larger.statistic, -both.results_smaller.statistic)
    p = max(both.results_larger.pvalue, both.results_smaller.pvalue)
    if math.isfinite(z) and math.isfinite(both.results_smaller.statistic):
        print(x, n, y, m, margin, f"{z:.14g}", f"{p:.14g}", sep=";")
