namespace ActorTrading.Learning.Explanation;

/// <summary>
/// What a score loses when one column is shuffled (Breiman 2001; Fisher, Rudin and Dominici 2019): what the model makes of the column, whatever
/// the model is. Of columns that say the same, each can stand in for the other, and all of them look worthless.
/// </summary>
/// <param name="Score">Score of the untouched rows.</param>
/// <param name="Mean">By column: <paramref name="Score"/> minus the mean score of its shuffles, in the unit of the score.</param>
/// <param name="StandardDeviation">By column: spread of the shuffles' scores, with the number of repeats as divisor.</param>
public sealed record PermutationImportance(double Score, IReadOnlyList<double> Mean, IReadOnlyList<double> StandardDeviation)
{
    /// <summary>Asks for the score of 1 + columns · repeats tables, one after the other.</summary>
    /// <param name="x">[rows, features], best rows the model was not trained on; not changed.</param>
    /// <param name="score">Score of the model on a table of these rows in this order; more is better. The table is only good for the call.</param>
    /// <exception cref="ArgumentException">The table is empty, or a score is not finite; the message names it.</exception>
    public static PermutationImportance Measure(Matrix x, Func<Matrix, double> score, PermutationOptions? options = null)
    {
        options ??= new PermutationOptions();
        options.Validate();
        Check.Shape(x, nameof(x));
        var shuffled = x.CopyRows(0, x.Rows);
        var untouched = Ask(score, shuffled, "of the untouched rows");
        var (mean, deviation) = (new double[x.Columns], new double[x.Columns]);
        var scores = new double[options.Repeats];
        for (var f = 0; f < x.Columns; f++)
        {
            // A stream per column: adding columns behind it does not change its shuffles.
            var random = SplitMix64.Stream(options.Seed, f + 1);
            for (var r = 0; r < scores.Length; r++)
            {
                Shuffle(shuffled, f, ref random);
                scores[r] = Ask(score, shuffled, $"with column {f} shuffled");
            }

            for (var i = 0; i < x.Rows; i++)
            {
                shuffled[i, f] = x[i, f];
            }

            var average = scores.Average();
            mean[f] = untouched - average;
            deviation[f] = Math.Sqrt(scores.Average(s => (s - average) * (s - average)));
        }

        return new PermutationImportance(untouched, mean, deviation);
    }

    /// <summary>Fisher and Yates.</summary>
    private static void Shuffle(Matrix x, int column, ref SplitMix64 random)
    {
        for (var i = x.Rows - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (x[i, column], x[j, column]) = (x[j, column], x[i, column]);
        }
    }

    private static double Ask(Func<Matrix, double> score, Matrix x, string which)
    {
        var value = score(x);
        return double.IsFinite(value)
            ? value
            : throw new ArgumentException(FormattableString.Invariant($"The score {which} is {value}; it must be finite."), nameof(score));
    }
}
