namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Kalman filter of a stationary ARMA process with unit innovations in the state form of Harvey (1989), r = max(p, q + 1). The
/// observation has no noise of its own, so that after each step the first state is known: the covariance recursion then needs no
/// autoregressive term, and once it has settled only the states move. O(r²) a step before, O(r) after.
/// </summary>
internal sealed class ArmaFilter
{
    private const double Settled = 1e-14;
    private const double LargestVariance = 1e12;

    // Far beyond what values up to 1e100 leave behind, and far from where sums end.
    private const double LargestState = 1e150;
    private readonly int _r;
    private readonly double[] _ar;
    private readonly double[] _ma;
    private readonly double[] _gain;

    // Prediction of the state, and its response to a series of ones; one zero behind the last.
    private readonly double[] _state;
    private readonly double[] _unit;
    private readonly double[] _covariance;
    private readonly double[] _work;
    private bool _settled;

    public ArmaFilter(int p, int q)
    {
        _r = Math.Max(p, q + 1);
        _ar = new double[_r];
        _ma = new double[_r];
        _gain = new double[_r];
        _state = new double[_r + 1];
        _unit = new double[_r + 1];
        _covariance = new double[_r * _r];
        _work = new double[3 * _r * _r];
    }

    public int Size => _r;

    public ReadOnlySpan<double> Ar => _ar;

    /// <summary>1, then the moving-average coefficients.</summary>
    public ReadOnlySpan<double> Ma => _ma;

    public ReadOnlySpan<double> State => _state.AsSpan(0, _r);

    public ReadOnlySpan<double> Covariance => _covariance;

    /// <summary>Takes coefficients and starts from the stationary distribution; false where that is too wide to be told from none.</summary>
    public bool TryReset(ReadOnlySpan<double> ar, ReadOnlySpan<double> ma)
    {
        SetCoefficients(ar, ma);
        Array.Clear(_state);
        Array.Clear(_unit);
        _settled = false;
        return TryStationary();
    }

    /// <summary>Takes in the next value, and the next 1 of the series of ones.</summary>
    /// <returns>The innovation, that of the ones, and the variance of both.</returns>
    public (double Innovation, double Unit, double Variance) Step(double value)
    {
        var (state, unit, ar, gain) = (_state, _unit, _ar, _gain);
        var variance = _settled ? 1 : Gain();
        var innovation = value - state[0];
        var one = 1 - unit[0];
        for (var i = 0; i < ar.Length; i++)
        {
            state[i] = (ar[i] * value) + state[i + 1] + (gain[i] * innovation);
            unit[i] = ar[i] + unit[i + 1] + (gain[i] * one);
        }

        return (innovation, one, variance);
    }

    /// <summary>Moves the states to those of the series less <paramref name="mean"/>.</summary>
    public void Center(double mean)
    {
        for (var i = 0; i < _r; i++)
        {
            _state[i] -= mean * _unit[i];
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_settled);
        BinaryState.Write(writer, State);
        BinaryState.Write(writer, _covariance);
    }

    /// <summary>Reads a state back; the coefficients are given as in <see cref="TryReset"/>.</summary>
    public void Load(BinaryReader reader, ReadOnlySpan<double> ar, ReadOnlySpan<double> ma)
    {
        SetCoefficients(ar, ma);
        _settled = reader.ReadBoolean();
        reader.ReadInto(_state.AsSpan(0, _r), "states");
        reader.ReadInto(_covariance, "state covariances");
        if (!Array.TrueForAll(_state, v => Math.Abs(v) <= LargestState) || !(_covariance[0] >= 1e-12) || !IsCovariance())
        {
            throw new InvalidDataException("A saved state is too large or not a number, or its covariance is none.");
        }

        if (_settled)
        {
            SettledGain();
        }
    }

    private void SetCoefficients(ReadOnlySpan<double> ar, ReadOnlySpan<double> ma)
    {
        _ar.AsSpan().Clear();
        _ma.AsSpan().Clear();
        ar.CopyTo(_ar);
        _ma[0] = 1;
        ma.CopyTo(_ma.AsSpan(1));
    }

    /// <summary>Symmetric, and no two states closer related than each is to itself.</summary>
    private bool IsCovariance()
    {
        var largest = 0.0;
        for (var i = 0; i < _r; i++)
        {
            largest = Math.Max(largest, _covariance[i * (_r + 1)]);
            for (var j = 0; j <= i; j++)
            {
                var (here, there) = (_covariance[(i * _r) + j], _covariance[(j * _r) + i]);
                var most = Math.Sqrt(Math.Max(0, _covariance[i * (_r + 1)]) * Math.Max(0, _covariance[j * (_r + 1)]));
                var rounding = 1e-9 * largest;
                if (!(Math.Abs(here) <= Math.Min(LargestVariance, most + rounding) && Math.Abs(here - there) <= rounding))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Gain of this step and covariance after it; returns the variance of this innovation.</summary>
    private double Gain()
    {
        var (p, r) = (_covariance, _r);
        var variance = p[0];
        for (var i = 0; i < r; i++)
        {
            _gain[i] = i + 1 < r ? p[(i + 1) * r] / variance : 0;
        }

        var farthest = 0.0;
        for (var i = 0; i < r; i++)
        {
            for (var j = 0; j < r; j++)
            {
                // The row of the first state is read before it is written: gains hold its old values.
                var left = i + 1 < r && j + 1 < r ? p[((i + 1) * r) + j + 1] - (_gain[i] * _gain[j] * variance) : 0;
                farthest = Math.Max(farthest, Math.Abs(left));
                p[(i * r) + j] = left + (_ma[i] * _ma[j]);
            }
        }

        if (farthest <= Settled)
        {
            _settled = true;
            SettledGain();
        }

        return variance;
    }

    private void SettledGain()
    {
        _ma.AsSpan(1).CopyTo(_gain);
        _gain[_r - 1] = 0;
    }

    /// <summary>P = T·P·T' + R·R' by doubling: each round adds as many powers of T as all before.</summary>
    private bool TryStationary()
    {
        var r = _r;
        var power = _work.AsSpan(0, r * r);
        var product = _work.AsSpan(r * r, r * r);
        var next = _work.AsSpan(2 * r * r, r * r);
        power.Clear();
        for (var i = 0; i < r; i++)
        {
            power[i * r] = _ar[i];
            if (i + 1 < r)
            {
                power[(i * r) + i + 1] = 1;
            }

            for (var j = 0; j < r; j++)
            {
                _covariance[(i * r) + j] = _ma[i] * _ma[j];
            }
        }

        for (var round = 0; round < 64; round++)
        {
            Multiply(power, _covariance, r, 1, product);
            Multiply(product, power, 1, r, next);
            var (added, largest) = (0.0, 0.0);
            for (var i = 0; i < next.Length; i++)
            {
                _covariance[i] += next[i];
                added = Math.Max(added, Math.Abs(next[i]));
                largest = Math.Max(largest, Math.Abs(_covariance[i]));
            }

            if (!(largest <= LargestVariance))
            {
                return false;
            }

            if (added <= 1e-17 * largest)
            {
                return true;
            }

            Multiply(power, power, r, 1, product);
            product.CopyTo(power);
        }

        return false;
    }

    /// <summary>The product with a matrix that steps so far from row to row and from column to column.</summary>
    private void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int rowStep, int columnStep, Span<double> result)
    {
        for (var i = 0; i < _r; i++)
        {
            for (var j = 0; j < _r; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < _r; k++)
                {
                    sum += a[(i * _r) + k] * b[(k * rowStep) + (j * columnStep)];
                }

                result[(i * _r) + j] = sum;
            }
        }
    }
}
