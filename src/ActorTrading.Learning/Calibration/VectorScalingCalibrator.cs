namespace ActorTrading.Learning.Calibration;

/// <summary>
/// Corrects a class distribution by softmax(a · ln p + b) (temperature and offsets; Guo, Pleiss, Sun, Weinberger 2017), refitted
/// on the latest outcomes by Newton's method with a ridge pull towards a = 1, b = 0.
/// </summary>
public sealed class VectorScalingCalibrator
{
    private const byte FormatVersion = 1;
    private const int NewtonSteps = 2;
    private const double Floor = 1e-6;

    /// <summary>Below the logarithm of the floor by more than its last bits.</summary>
    private const double LogFloor = -13.9;

    /// <summary>Far beyond what any window asks for.</summary>
    private const double MaxParameter = 1e6;
    private readonly RecalibrationOptions _options;

    // Half the room: a window is kept for each horizon of each symbol, and seven digits are more than its outcomes can tell apart.
    private readonly float[] _logs;
    private readonly byte[] _labels;

    // a, then b per class.
    private readonly double[] _parameters;
    private int _next;
    private int _filled;
    private int _sinceFit;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public VectorScalingCalibrator(int classCount, RecalibrationOptions? options = null)
    {
        Check.Range(classCount, 2, 100, nameof(classCount));
        _options = options ?? new RecalibrationOptions();
        _options.Validate();
        ClassCount = classCount;
        _logs = new float[_options.Window * classCount];
        _labels = new byte[_options.Window];
        _parameters = new double[classCount + 1];
        _parameters[0] = 1;
    }

    public int ClassCount { get; }

    /// <summary>Slope on ln p: 1 is unchanged, under 1 softens overconfident forecasts.</summary>
    public double Slope => _parameters[0];

    /// <summary>Offset per class.</summary>
    public ReadOnlySpan<double> Offsets => _parameters.AsSpan(1);

    /// <summary>Writes the corrected distribution. O(classes).</summary>
    public void Transform(ReadOnlySpan<double> probabilities, Span<double> calibrated)
    {
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        Check.Length(calibrated.Length, ClassCount, nameof(calibrated));
        Check.Distribution(probabilities, nameof(probabilities));
        for (var k = 0; k < ClassCount; k++)
        {
            calibrated[k] = (_parameters[0] * Math.Log(Math.Max(probabilities[k], Floor))) + _parameters[k + 1];
        }

        Probabilities.Softmax(calibrated);
    }

    /// <summary>Takes in what happened after an uncorrected forecast.</summary>
    /// <remarks>Every <see cref="RecalibrationOptions.RefitEvery"/> calls O(window · classes²), about 0.6 ms for the defaults and three classes; else O(classes).</remarks>
    public void Observe(ReadOnlySpan<double> probabilities, int label)
    {
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        Check.Label(label, ClassCount);
        Check.Distribution(probabilities, nameof(probabilities));
        for (var k = 0; k < ClassCount; k++)
        {
            _logs[(_next * ClassCount) + k] = (float)Math.Log(Math.Max(probabilities[k], Floor));
        }

        _labels[_next] = (byte)label;
        _next = _next + 1 == _labels.Length ? 0 : _next + 1;
        _filled = Math.Min(_filled + 1, _labels.Length);
        if (++_sinceFit >= _options.RefitEvery)
        {
            _sinceFit = 0;
            for (var step = 0; step < NewtonSteps; step++)
            {
                Step();
            }
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_next);
        writer.Write(_filled);
        writer.Write(_sinceFit);
        BinaryState.Write(writer, _parameters);
        writer.Write(_filled * ClassCount);
        foreach (var log in _logs.AsSpan(0, _filled * ClassCount))
        {
            writer.Write((double)log);
        }

        writer.Write(_labels.AsSpan(0, _filled));
    }

    /// <exception cref="InvalidDataException">Not a state of this kind and shape.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "calibrator");
        (_next, _filled) = reader.ReadRing(_labels.Length, "remembered outcomes");
        _sinceFit = reader.ReadInRange(0, _options.RefitEvery - 1, "outcomes since the last fit");
        reader.ReadInto(_parameters, -MaxParameter, MaxParameter, "calibration parameters");
        BinaryState.Expect(reader.ReadInt32(), _filled * ClassCount, "length of remembered forecasts");
        foreach (ref var log in _logs.AsSpan(0, _filled * ClassCount))
        {
            log = (float)reader.ReadInRange(LogFloor, 1e-9, "logarithm of a remembered forecast");
        }

        for (var i = 0; i < _filled; i++)
        {
            _labels[i] = reader.ReadByte();
            if (_labels[i] >= ClassCount)
            {
                throw new InvalidDataException($"A remembered outcome is {_labels[i]}; there are {ClassCount} classes.");
            }
        }
    }

    /// <summary>One Newton step on the penalised log-loss over the window.</summary>
    private void Step()
    {
        var size = _options.WithOffsets ? ClassCount + 1 : 1;
        Span<double> gradient = stackalloc double[size];
        Span<double> hessian = stackalloc double[size * size];
        Span<double> p = stackalloc double[ClassCount];
        gradient.Clear();
        hessian.Clear();
        for (var i = 0; i < size; i++)
        {
            gradient[i] = _options.Strength * (_parameters[i] - (i == 0 ? 1 : 0));
            hessian[(i * size) + i] = _options.Strength;
        }

        for (var row = 0; row < _filled; row++)
        {
            var logs = _logs.AsSpan(row * ClassCount, ClassCount);
            var mean = 0.0;
            var square = 0.0;
            for (var k = 0; k < ClassCount; k++)
            {
                p[k] = (_parameters[0] * logs[k]) + _parameters[k + 1];
            }

            Probabilities.Softmax(p);
            for (var k = 0; k < ClassCount; k++)
            {
                mean += p[k] * logs[k];
                square += p[k] * logs[k] * logs[k];
            }

            gradient[0] += mean - logs[_labels[row]];
            hessian[0] += square - (mean * mean);
            for (var j = 1; j < size; j++)
            {
                gradient[j] += p[j - 1] - (_labels[row] == j - 1 ? 1 : 0);
                hessian[j * size] += p[j - 1] * (logs[j - 1] - mean);
                for (var l = 1; l <= j; l++)
                {
                    hessian[(j * size) + l] += (j == l ? p[j - 1] : 0) - (p[j - 1] * p[l - 1]);
                }
            }
        }

        Cholesky.Solve(hessian, gradient);
        for (var i = 0; i < size; i++)
        {
            // A bounded step keeps a strange window from throwing the forecasts about.
            _parameters[i] -= Math.Clamp(gradient[i], -1, 1);
        }

        _parameters[0] = Math.Clamp(_parameters[0], 0.05, 5);
    }
}
