"""Golden values for services/runner/src/stats, computed without any of its code.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 lifelines==0.30.3   (outside the repository)
    python scripts/golden/stats_golden.py
    npx biome format --write services/runner/src/stats/golden

Where a library has the method, the library computes it. Where none has, the value is found on another
road than the one the TypeScript takes: numeric maximisation instead of a closed form, exact rational
sums instead of special functions, enumeration instead of a formula.
"""

import json
import math
import random
from fractions import Fraction
from itertools import product
from pathlib import Path
from warnings import simplefilter

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from scipy import optimize, special, stats
from statsmodels.stats.contingency_tables import mcnemar as sm_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportion_effectsize

simplefilter("ignore")  # lifelines warns that its mean is an area under steps, which is what is wanted
OUT = Path(__file__).resolve().parents[2] / "services/runner/src/stats/golden"


def write(name, value):
    (OUT / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n")


# --- one proportion ---------------------------------------------------------------------------

def one_proportion():
    rows = []
    for k, n in [(8, 10), (0, 20), (20, 20), (1, 7), (500, 1000), (989, 1000), (3, 100000)]:
        for confidence in (0.9, 0.95, 0.99):
            alpha = 1 - confidence
            rows.append({
                "successes": k, "n": n, "confidence": confidence,
                "wilson": list(proportion_confint(k, n, alpha, method="wilson")),
                "clopperPearson": list(proportion_confint(k, n, alpha, method="beta")),
            })
    upper = [
        {"events": k, "n": n, "confidence": c,
         "upper": float(stats.beta.ppf(c, k + 1, n - k))}
        for k, n in [(0, 10), (0, 1000), (2, 1000), (7, 30)] for c in (0.95, 0.99)
    ]
    audit = []
    for faults, calls, asked in [(198, 1000, 0.2), (240, 1000, 0.2), (0, 50, 0.1), (30, 100, 0.2),
                                 (100700, 500000, 0.2), (5, 5, 0.5), (0, 30, 0.0), (3, 30, 0.0)]:
        tail = min(stats.binom.cdf(faults, calls, asked), stats.binom.sf(faults - 1, calls, asked))
        audit.append({
            "faults": faults, "calls": calls, "asked": asked, "p": float(min(1.0, 2 * tail)),
            "interval": list(proportion_confint(faults, calls, 0.05, method="beta")),
        })
    write("one-proportion", {"intervals": rows, "upperBounds": upper, "audits": audit})


# --- paired proportions -----------------------------------------------------------------------

TABLES = [
    (59, 6, 16, 80), (1, 1, 7, 12), (43, 0, 1, 0), (900, 20, 60, 20), (800, 0, 150, 50), (10, 0, 0, 10),
    (0, 12, 5, 3), (968, 16, 16, 0), (5, 0, 15, 0), (0, 0, 20, 0), (0, 9, 0, 1), (2, 1, 1, 2),
]


def constrained_score(only_a, only_b, n, delta):
    """Score statistic for p(only_b) - p(only_a) = delta; the nuisance q = p(only_a) from a root search."""
    rest = n - only_a - only_b
    floor_a, floor_b, width = max(0.0, -delta), max(0.0, delta), (1 - abs(delta)) / 2

    def slope(u):  # of the concave log-likelihood, in u = q - floor_a, which keeps the ends exact
        total = -rest / (width - u) if rest else 0.0
        total += only_a / (floor_a + u) if only_a else 0.0
        return total + (only_b / (floor_b + u) if only_b else 0.0)

    left, right = width * 1e-13, width * (1 - 1e-13)
    if slope(left) <= 0:
        q = floor_a
    elif slope(right) >= 0:
        q = floor_a + width
    else:
        q = floor_a + optimize.brentq(slope, left, right, xtol=1e-16, rtol=1e-15)
    variance = n * (2 * q + delta - delta * delta)
    excess = only_b - only_a - n * delta
    if variance <= 0:
        return 0.0 if excess == 0 else math.copysign(math.inf, excess)
    return excess / math.sqrt(variance)


def tango(only_a, only_b, n, confidence):
    z = stats.norm.ppf(0.5 + confidence / 2)
    estimate = (only_b - only_a) / n
    tiny = 1e-9
    lower = -1.0 if estimate == -1 else optimize.brentq(
        lambda d: constrained_score(only_a, only_b, n, d) - z, -1 + tiny, estimate, xtol=1e-14)
    upper = 1.0 if estimate == 1 else optimize.brentq(
        lambda d: constrained_score(only_a, only_b, n, d) + z, estimate, 1 - tiny, xtol=1e-14)
    return [lower, upper]


def newcombe10(both, only_a, only_b, neither, confidence):
    """Square-and-add on Wilson limits from statsmodels, with the continuity-corrected phi."""
    n = both + only_a + only_b + neither
    alpha = 1 - confidence
    pa, pb = (both + only_a) / n, (both + only_b) / n
    la, ua = proportion_confint(both + only_a, n, alpha, method="wilson")
    lb, ub = proportion_confint(both + only_b, n, alpha, method="wilson")
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    cross = both * neither - only_a * only_b
    phi = 0.0 if margins == 0 else (max(cross - n / 2, 0) if cross > 0 else cross) / math.sqrt(margins)
    down = np.array([pb - lb, -(ua - pa)])
    up = np.array([ub - pb, -(pa - la)])
    correlation = np.array([[1, phi], [phi, 1]])
    d = pb - pa
    return [float(d - math.sqrt(max(0, down @ correlation @ down))),
            float(d + math.sqrt(max(0, up @ correlation @ up)))]


def mcnemar(b, c):
    m, k = b + c, min(b, c)
    if m == 0:
        return {"b": b, "c": c, "exact": 1.0, "midP": 1.0}
    half = Fraction(1, 2 ** m)
    below = sum(Fraction(math.comb(m, i)) for i in range(k)) * half
    at = math.comb(m, k) * half
    exact = min(Fraction(1), 2 * (below + at))
    mid = 1 - at / 2 if b == c else 2 * below + at
    library = sm_mcnemar([[0, b], [c, 0]], exact=True).pvalue
    assert abs(library - float(exact)) < 1e-9
    return {"b": b, "c": c, "exact": float(exact), "midP": float(mid)}


def odds_ratio(b, c):
    low, high = stats.binomtest(c, b + c).proportion_ci(0.95, method="exact")
    return {"b": b, "c": c, "lower": low / (1 - low), "upper": None if high == 1 else high / (1 - high)}


def paired():
    intervals = []
    for table in TABLES:
        both, only_a, only_b, neither = table
        n = sum(table)
        for confidence in (0.95, 0.99):
            intervals.append({
                "table": dict(zip(("both", "onlyA", "onlyB", "neither"), table)), "confidence": confidence,
                "tango": tango(only_a, only_b, n, confidence),
                "newcombe": newcombe10(*table, confidence),
            })
    tests = [mcnemar(b, c) for b, c in
             [(5, 15), (15, 5), (0, 0), (6, 16), (1, 7), (0, 1), (4, 4), (0, 6), (200, 260), (1000, 1100)]]
    ratios = [odds_ratio(b, c) for b, c in [(5, 15), (0, 8), (8, 0), (12, 12), (200, 260)]]
    effects = [{"a": a, "b": b, "h": float(proportion_effectsize(b, a))}
               for a, b in [(0.5, 0.7), (0.37, 0.97), (1, 0), (0.2, 0.2), (0, 0.1)]]
    holm = []
    for ps in ([0.01, 0.04, 0.03, 0.005], [0.2], [0.9, 0.8, 0.7], [0.001, 0.001, 0.5, 1.0], [0, 0.02, 0.02]):
        holm.append({"p": ps, "adjusted": [float(x) for x in multipletests(ps, method="holm")[1]]})
    strata = []
    for pairs in ([(5, 15), (7, 20), (2, 9)], [(10, 0), (0, 10)], [(3, 4), (0, 0), (11, 30), (1, 1)]):
        b, c = sum(x for x, _ in pairs), sum(y for _, y in pairs)
        filled = [row for row in pairs if sum(row) > 0]
        chi, p, df, _ = stats.chi2_contingency(filled, correction=False)
        pooled = sm_mcnemar([[0, b], [c, 0]], exact=False, correction=False)
        strata.append({
            "strata": [{"b": x, "c": y} for x, y in pairs], **mcnemar(b, c),
            "chiSquare": float(pooled.statistic), "p": float(pooled.pvalue),
            "homogeneity": {"chiSquare": float(chi), "df": int(df), "p": float(p)},
        })
    chi_tail = [{"x": x, "df": df, "p": float(stats.chi2.sf(x, df))}
                for x in (0.1, 1.0, 3.84, 20.0, 120.0) for df in (1, 2, 3, 4, 7, 10)]
    write("paired", {"intervals": intervals, "mcnemar": tests, "oddsRatios": ratios, "cohensH": effects,
                     "holm": holm, "strata": strata, "chiSquareTail": chi_tail})


# --- clusters: all sign patterns, enumerated --------------------------------------------------

def sign_flip():
    rows = []
    for nets in ([1, 1, 1, -1, 2, 3], [2, -2, 1], [3, 3, 3, 2, 2, 1, 1, -1, 4, -1, 2], [1] * 8, [-2, -2, -3, 1]):
        observed = abs(sum(nets))
        counts = [abs(sum(s * abs(d) for s, d in zip(signs, nets)))
                  for signs in product((1, -1), repeat=len(nets))]
        total = len(counts)
        more = sum(x > observed for x in counts)
        equal = sum(x == observed for x in counts)
        squares = sum(d * d for d in nets)
        chi = sum(nets) ** 2 / squares
        rows.append({
            "nets": nets, "exact": (more + equal) / total, "midP": (more + equal / 2) / total,
            "chiSquare": chi, "asymptotic": float(stats.chi2.sf(chi, 1)),
        })
    write("sign-flip", rows)


# --- times ------------------------------------------------------------------------------------

def survival():
    rows = []
    rng = np.random.default_rng(7)
    cases = [
        ([5, 8, 8, 12, 20, 20, 20, 3], [1, 1, 0, 1, 0, 0, 0, 1], 20),
        ([1, 2, 3, 4], [1, 1, 1, 1], 10),
        ([4, 4, 4], [0, 0, 0], 4),
    ]
    times = rng.exponential(900, 60)
    cases.append((np.round(np.minimum(times, 1000), 3).tolist(), (times < 1000).astype(int).tolist(), 1000))
    for times, events, horizon in cases:
        fit = KaplanMeierFitter().fit(times, events)
        mean = restricted_mean_survival_time(fit, t=horizon)
        rows.append({
            "observations": [{"time": float(t), "event": bool(e)} for t, e in zip(times, events)],
            "horizon": horizon,
            "survival": [{"time": float(t), "survival": float(s)}
                         for t, s in fit.survival_function_["KM_estimate"].items() if t > 0],
            "quantiles": [{"q": float(q), "time": exact_quantile(times, events, q)}
                          for q in (Fraction(1, 4), Fraction(1, 2), Fraction(9, 10))],
            "restrictedMean": float(mean), "variance": rmst_variance(times, events, horizon),
        })
    write("survival", rows)


def exact_quantile(times, events, q):
    """First time with survival <= 1 - q, in rational numbers: floats put S = 3/4 on either side of 0.75."""
    survival = Fraction(1)
    for t in sorted({u for u, e in zip(times, events) if e}):
        at_risk = sum(u >= t for u in times)
        survival *= 1 - Fraction(sum(u == t and e == 1 for u, e in zip(times, events)), at_risk)
        if survival <= 1 - q:
            return float(t)
    return None


def rmst_variance(times, events, horizon):
    """Klein & Moeschberger (2003), eq. 4.5.3, written as a sum over event times of (area to the right)^2."""
    distinct = sorted({t for t, e in zip(times, events) if e and t <= horizon})

    def survival_at(x):
        s = 1.0
        for t in distinct:
            if t <= x:
                at_risk = sum(u >= t for u in times)
                s *= 1 - sum(u == t and e == 1 for u, e in zip(times, events)) / at_risk
        return s

    total = 0.0
    for t in distinct:
        knots = [t] + [u for u in distinct if u > t] + [horizon]
        area = sum(survival_at(a) * (b - a) for a, b in zip(knots, knots[1:]))
        at_risk = sum(u >= t for u in times)
        d = sum(u == t and e == 1 for u, e in zip(times, events))
        if at_risk > d:
            total += area ** 2 * d / (at_risk * (at_risk - d))
    return total


# --- repetition, ratios -----------------------------------------------------------------------

def repetition():
    rows = []
    for n, c, k in [(10, 8, 3), (5, 5, 5), (5, 4, 5), (100, 97, 10), (1000, 500, 40), (7, 0, 1)]:
        rows.append({"n": n, "c": c, "k": k,
                     "all": float(Fraction(math.comb(c, k), math.comb(n, k))),
                     "any": float(1 - Fraction(math.comb(n - c, k), math.comb(n, k)))})
    write("pass-k", rows)


def ratios():
    rng = np.random.default_rng(11)
    calls = 4 * np.ones(50)
    upstream = calls + rng.poisson(1.1, 50)
    rows = []
    for x, y in ((calls, upstream), (rng.integers(1, 5, 40).astype(float), rng.integers(1, 9, 40).astype(float))):
        ratio = y.sum() / x.sum()
        residual = y - ratio * x
        error = math.sqrt(residual.var(ddof=1) / len(x)) / x.mean()
        z = stats.norm.ppf(0.975)
        rows.append({"pairs": [[float(a), float(b)] for a, b in zip(y, x)], "ratio": float(ratio),
                     "standardError": float(error),
                     "interval": [float(ratio - z * error), float(ratio + z * error)]})
    write("ratio", rows)


# --- power ------------------------------------------------------------------------------------

def p_value(k, m, test):
    if m == 0:
        return 1.0
    k = min(k, m - k)
    at = stats.binom.pmf(k, m, 0.5)
    if test == "exact":
        return min(1.0, 2 * stats.binom.cdf(k, m, 0.5))
    return 1 - at / 2 if 2 * k == m else 2 * stats.binom.cdf(k - 1, m, 0.5) + at


def power(n, only_a, only_b, alpha, test):
    """Sum of the trinomial over every table that rejects."""
    total = 0.0
    for b in range(n + 1):
        c = np.arange(n - b + 1)
        reject = np.array([p_value(b, b + int(x), test) <= alpha for x in c])
        pmf = stats.multinomial.pmf(np.stack([np.full_like(c, b), c, n - b - c], axis=1), n,
                                    [only_a, only_b, 1 - only_a - only_b])
        total += float(pmf[reject].sum())
    return total


def powers():
    rows = []
    for n, a, b, alpha in [(40, 0.05, 0.25, 0.05), (60, 0.1, 0.2, 0.05), (60, 0.15, 0.15, 0.05), (50, 0.0, 0.2, 0.01)]:
        for test in ("exact", "mid-p"):
            rows.append({"pairs": n, "onlyA": a, "onlyB": b, "alpha": alpha, "test": test,
                         "power": power(n, a, b, alpha, test)})
    formulas = []
    for a, b, alpha, target in [(0.05, 0.25, 0.05, 0.8), (0.1, 0.2, 0.05, 0.9), (0.01, 0.02, 0.05, 0.8)]:
        psi, d = a + b, b - a
        za, zb = stats.norm.ppf(1 - alpha / 2), stats.norm.ppf(target)
        connor = (za * math.sqrt(psi) + zb * math.sqrt(psi - d * d)) ** 2 / d ** 2
        miettinen = (za * psi + zb * math.sqrt(psi ** 2 - d * d * (3 + psi) / 4)) ** 2 / (psi * d * d)
        formulas.append({"onlyA": a, "onlyB": b, "alpha": alpha, "power": target,
                         "connor": math.ceil(connor), "miettinen": math.ceil(miettinen)})
    write("power", {"power": rows, "formulas": formulas})


# --- sequential -------------------------------------------------------------------------------

def sequential():
    rows = []
    for b, c, prior in [(0, 0, 0.5), (5, 15, 0.5), (0, 12, 0.5), (30, 30, 0.5), (400, 520, 0.5), (5, 15, 1.0)]:
        # The mixture integral by quadrature on log scale, not by the beta function.
        def log_integrand(t):
            return (c + prior - 1) * np.log(t) + (b + prior - 1) * np.log1p(-t)
        log_marginal = float(special.betaln(c + prior, b + prior) - special.betaln(prior, prior))
        if b and c:
            from scipy.integrate import quad
            mode = (c + prior - 1) / (b + c + 2 * prior - 2)
            top = log_integrand(mode)
            area, _ = quad(lambda t: math.exp(log_integrand(t) - top), 0, 1, points=[mode], epsabs=0, epsrel=1e-11, limit=200)
            assert abs(top + math.log(area) - special.betaln(prior, prior) - log_marginal) < 1e-7
        log_e = log_marginal + (b + c) * math.log(2)
        threshold = math.log(1 / 0.05)

        def gap(t):
            return log_marginal - special.xlogy(c, t) - special.xlog1py(b, -t) - threshold
        mle = 0.5 if b + c == 0 else c / (b + c)
        lower = 0.0 if gap(1e-300) < 0 else optimize.brentq(gap, 1e-300, mle, xtol=1e-13)
        upper = 1.0 if gap(1 - 1e-16) < 0 else optimize.brentq(gap, mle, 1 - 1e-16, xtol=1e-13)
        rows.append({"b": b, "c": c, "prior": prior, "logE": log_e, "sequence": [lower, upper]})
    write("sequential", rows)


# --- seeded draws -----------------------------------------------------------------------------

def draws():
    seeds = [0, 1, 42, 2 ** 32 + 5, 2 ** 53 - 1]
    generator = [{"seed": s, **draws_of(s)} for s in seeds]
    rng = np.random.default_rng(3)
    a = np.round(rng.lognormal(5, 0.6, 40), 3)
    b = np.round(a * rng.uniform(0.6, 1.1, 40), 3)
    write("seeded", {"generator": generator, "bootstrap": bootstrap(a, b, 300, 42)})


def draws_of(seed):
    """The first three draws, and number 1000: past the point where the generator refills its state."""
    generator = random.Random(seed)
    values = [generator.random() for _ in range(1000)]
    return {"first": values[:3], "thousandth": values[-1]}


def bootstrap(a, b, resamples, seed):
    generator = random.Random(seed)
    quantiles = (0.5, 0.95)
    replicates = {q: [] for q in quantiles}
    for _ in range(resamples):
        index = [int(generator.random() * len(a)) for _ in a]
        for q in quantiles:
            replicates[q].append(np.quantile(b[index], q) - np.quantile(a[index], q))
    return {
        "a": a.tolist(), "b": b.tolist(), "resamples": resamples, "seed": seed,
        "results": [{
            "quantile": q, "a": float(np.quantile(a, q)), "b": float(np.quantile(b, q)),
            "interval": [float(np.quantile(replicates[q], 0.025)), float(np.quantile(replicates[q], 0.975))],
        } for q in quantiles],
    }


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for build in (one_proportion, paired, sign_flip, survival, repetition, ratios, powers, sequential, draws):
        build()
        print(build.__name__)
