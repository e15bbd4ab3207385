namespace ActorTrading.Learning;

/// <summary>Small symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <summary>Solves A·x = b in place: <paramref name="a"/> (row-major, lower half read) is overwritten by its factor, <paramref name="b"/> by x.</summary>
    /// <exception cref="ArithmeticException">A is not positive definite.</exception>
    public static void Solve(Span<double> a, Span<double> b)
    {
        if (!TrySolve(a, b))
        {
            throw new ArithmeticException($"The system of {b.Length} unknowns is not positive definite.");
        }
    }

    /// <summary>As <see cref="Solve"/>; false, with A half overwritten and b untouched, where A is not positive definite.</summary>
    public static bool TrySolve(Span<double> a, Span<double> b)
    {
        var n = b.Length;
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = a[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                if (i == j && !(sum > 0))
                {
                    return false;
                }

                a[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum / a[(j * n) + j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                b[i] -= a[(i * n) + k] * b[k];
            }

            b[i] /= a[(i * n) + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                b[i] -= a[(k * n) + i] * b[k];
            }

            b[i] /= a[(i * n) + i];
        }

        return true;
    }
}
