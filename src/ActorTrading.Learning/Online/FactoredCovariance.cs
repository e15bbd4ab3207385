namespace ActorTrading.Learning.Online;

/// <summary>
/// The inverse P of a growing matrix ridge·I + Σ x·x', kept as U·D·U' with U unit upper triangular and D a positive diagonal, and
/// updated by Bierman's recursion (1976): a product of that form cannot lose symmetry or sign, however many rows it has seen.
/// </summary>
/// <remarks>
/// Forgetting alone would let P grow without end in directions that no row excites. So after each row one coordinate, in turn,
/// gets back the part of the ridge that it forgot in one round: the ridge holds each coordinate between ridge · forgetting^n and
/// ridge for ever, hence P ≤ I / (ridge · forgetting^n).
/// </remarks>
internal sealed class FactoredCovariance
{
    private readonly int _count;
    private readonly int _stride;
    private readonly double _forgetting;
    private readonly double _leak;
    private readonly double[] _diagonal;

    // Column j of U in [j · stride, j · stride + j); the one on the diagonal is left out and the rest is zero.
    private readonly double[] _columns;
    private int _next;

    public FactoredCovariance(int count, double ridge, double forgetting)
    {
        _count = count;
        _stride = LinearKernel.Padded(count);
        _forgetting = forgetting;
        _leak = ridge * (1 - Math.Pow(forgetting, count));
        _diagonal = new double[count];
        _diagonal.AsSpan().Fill(1 / ridge);
        _columns = new double[count * _stride];
    }

    /// <summary>x'·P·x.</summary>
    public double Form(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var j = 0; j < _count; j++)
        {
            var f = x[j] + LinearKernel.Dot(Column(j), x);
            sum += _diagonal[j] * f * f;
        }

        return sum;
    }

    /// <summary>Takes one row of the regression into P and moves the weights.</summary>
    /// <param name="x">Length a multiple of four, zero after the coordinates.</param>
    /// <param name="gain">Room of that length.</param>
    public void Learn(ReadOnlySpan<double> x, double target, Span<double> weights, Span<double> gain)
    {
        Update(x, target - LinearKernel.Dot(weights, x), _forgetting, weights, gain);
        foreach (ref var d in _diagonal.AsSpan())
        {
            d /= _forgetting;
        }

        if (_leak > 0)
        {
            Span<double> unit = stackalloc double[_stride];
            unit.Clear();
            unit[_next] = 1;
            Update(unit, -weights[_next], 1 / _leak, weights, gain);
            _next = (_next + 1) % _count;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_next);
        BinaryState.Write(writer, _diagonal);
        for (var j = 0; j < _count; j++)
        {
            BinaryState.Write(writer, _columns.AsSpan(j * _stride, j));
        }
    }

    public void Load(BinaryReader reader)
    {
        _next = reader.ReadInRange(0, _count - 1, "coordinate in turn");
        reader.ReadInto(_diagonal, 0, 1e50, "covariance diagonal");
        for (var j = 0; j < _count; j++)
        {
            reader.ReadFinite(_columns.AsSpan(j * _stride, j), "covariance factor");
        }
    }

    private Span<double> Column(int j) => _columns.AsSpan(j * _stride, LinearKernel.Padded(j));

    /// <summary>P ← P - P·x·x'·P / (noise + x'·P·x), weights ← weights + error · P·x / (noise + x'·P·x).</summary>
    private void Update(ReadOnlySpan<double> x, double error, double noise, Span<double> weights, Span<double> gain)
    {
        gain.Clear();
        var sum = noise;
        for (var j = 0; j < _count; j++)
        {
            // Coordinate j's share f of the row, before its column is changed.
            var column = Column(j);
            var f = x[j] + LinearKernel.Dot(column, x);
            var v = _diagonal[j] * f;
            var before = sum;
            sum += v * f;
            _diagonal[j] *= before / sum;
            LinearKernel.Exchange(column, gain, -f / before, v);
            gain[j] = v;
        }

        LinearKernel.Add(weights, error / sum, gain);
    }
}
