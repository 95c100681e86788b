"""The names that the corpus shares. One letter has one meaning throughout."""

from __future__ import annotations

from symsoft import dim, function, indices, matrix, scalar, sigmoid, softmax, sum_over, vector

K = dim("K")  # classes
N = dim("N", min=2)  # classes, where there are at least two
L = dim("L", min=3)
D = dim("D")  # features
M = dim("M")  # data points

i, j, k, l, o = indices("i j k l o", K)
r, s = indices("r s", N)
h = indices("h", L)
d, e = indices("d e", D)
m, n = indices("m n", M)

z, y, v, u = (vector(name, K) for name in "z y v u".split())
w, phi = (vector(name, K, positive=True) for name in ("w", "phi"))
g = vector("g", K, nonnegative=True)
zeta, eta = (vector(name, N) for name in ("zeta", "eta"))
psi = vector("psi", N, positive=True)
zl = vector("zl", L)
pair = vector("pair", 2)
xi = vector("xi", D)
obs = vector("obs", M)

W = matrix("W", (K, D))
mu = matrix("mu", (K, D))
P = matrix("P", (D, D), symmetric=True)
Z, Y = matrix("Z", (M, K)), matrix("Y", (M, K))
X = matrix("X", (M, D))

x, t, alpha, beta = (scalar(name) for name in ("x", "t", "alpha", "beta"))
c, T, a, b = (scalar(name, positive=True) for name in "c T a b".split())
rho = scalar("rho", nonnegative=True)

f = function("f")
F = function("F", positive=True)

total = sum_over
p = softmax(z)
S = sigmoid
