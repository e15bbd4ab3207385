namespace ActorTrading.Learning.Novelty;

/// <summary>W with W' · W = S⁻¹ for a symmetric positive definite S: the inverse of its Cholesky factor.</summary>
internal static class InverseFactor
{
    /// <param name="s">Row-major, lower half read; overwritten.</param>
    /// <returns>The lower triangle of W, row by row.</returns>
    public static double[] Of(double[] s, int size)
    {
        Cholesky.Solve(s, new double[size]);
        var inverse = new double[size * (size + 1) / 2];
        for (var j = 0; j < size; j++)
        {
            // Column j of the inverse by forward substitution into the factor.
            for (var i = j; i < size; i++)
            {
                var sum = i == j ? 1.0 : 0.0;
                for (var k = j; k < i; k++)
                {
                    sum -= s[(i * size) + k] * inverse[At(k, j)];
                }

                inverse[At(i, j)] = sum / s[(i * size) + i];
            }
        }

        return inverse;

        static int At(int row, int column) => (row * (row + 1) / 2) + column;
    }
}
