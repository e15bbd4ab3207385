namespace ActorTrading.Learning.Online;

/// <summary>The batch forms of the online learners: the rows in order, one by one, so that batch and stream cannot differ.</summary>
public static class OnlineRows
{
    /// <summary>Learns all rows in order.</summary>
    /// <param name="y">[rows]; 0 ≤ label &lt; classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a row cannot be used: the rows before it are learned.</exception>
    public static void PartialFit(this IOnlineClassifier model, Matrix x, ReadOnlySpan<int> y)
    {
        Check.Length(y.Length, x.Rows, nameof(y));
        for (var i = 0; i < x.Rows; i++)
        {
            model.PartialFit(x.Row(i), y[i]);
        }
    }

    /// <inheritdoc cref="PartialFit(IOnlineClassifier, Matrix, ReadOnlySpan{int})"/>
    /// <param name="y">[rows], finite.</param>
    public static void PartialFit(this IOnlineRegressor model, Matrix x, ReadOnlySpan<double> y)
    {
        Check.Length(y.Length, x.Rows, nameof(y));
        for (var i = 0; i < x.Rows; i++)
        {
            model.PartialFit(x.Row(i), y[i]);
        }
    }

    /// <summary>Probabilities [rows, classes].</summary>
    public static Matrix PredictProba(this IOnlineClassifier model, Matrix x)
    {
        var result = new Matrix(x.Rows, model.ClassCount);
        for (var i = 0; i < x.Rows; i++)
        {
            model.PredictProba(x.Row(i), result.Row(i));
        }

        return result;
    }

    /// <summary>Answers [rows].</summary>
    public static double[] Predict(this IOnlineRegressor model, Matrix x)
    {
        var result = new double[x.Rows];
        for (var i = 0; i < x.Rows; i++)
        {
            result[i] = model.Predict(x.Row(i));
        }

        return result;
    }
}
