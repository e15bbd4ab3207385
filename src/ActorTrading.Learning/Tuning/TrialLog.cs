using System.Buffers;
using System.Text.Json;

namespace ActorTrading.Learning.Tuning;

/// <summary>Trials as lines of JSON. A line counts once its line feed is there, so a write cut off in the middle loses one trial and no more.</summary>
internal sealed class TrialLog(ParameterSpace space, Stream stream)
{
    private const int Format = 1;
    private const byte LineFeed = (byte)'\n';

    // Behind the last whole line.
    private long _end;

    /// <summary>Reads what is there, cuts off an unfinished line, and writes the space when nothing is left.</summary>
    public List<Trial> Open()
    {
        Check.Range(stream.Length, 0, 1 << 30, "length of the trial log");
        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf(LineFeed) + 1;
        _end = end;
        stream.SetLength(end);
        var trials = new List<Trial>();
        if (end == 0)
        {
            Write(WriteSpace);
            return trials;
        }

        var line = 0;
        for (var start = 0; start < end; line++)
        {
            var length = bytes.AsSpan(start, end - start).IndexOf(LineFeed);
            var text = bytes.AsMemory(start, length);
            try
            {
                if (line == 0)
                {
                    CheckSpace(text.Span);
                }
                else
                {
                    trials.Add(Read(text, trials.Count));
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
            {
                throw new InvalidDataException($"Line {line + 1} of the trial log is not a trial of this space: {e.Message}", e);
            }

            start += length + 1;
        }

        return trials;
    }

    public void Append(Trial trial) => Write(json =>
    {
        json.WriteNumber("trial", trial.Number);
        json.WriteString("state", Name(trial.State));
        json.WriteNumber("loss", trial.Loss);
        WriteNumbers(json, "values", Enumerable.Range(0, space.Count).Select(i => trial.Values[i]));
        WriteNumbers(json, "reports", trial.Reports);
    });

    private void WriteSpace(Utf8JsonWriter json)
    {
        json.WriteNumber("format", Format);
        json.WriteStartArray("space");
        for (var i = 0; i < space.Count; i++)
        {
            var parameter = space[i];
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("kind", parameter.Kind.ToString());
            json.WriteNumber("low", parameter.Low);
            json.WriteNumber("high", parameter.High);
            json.WriteBoolean("logarithmic", parameter.Logarithmic);
            json.WriteStartArray("choices");
            foreach (var choice in parameter.Choices)
            {
                json.WriteStringValue(choice);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void CheckSpace(ReadOnlySpan<byte> found)
    {
        var expected = Line(WriteSpace);
        if (!found.SequenceEqual(expected.WrittenSpan[..^1]))
        {
            throw new InvalidDataException("The trial log is of another parameter space or format.");
        }
    }

    private Trial Read(ReadOnlyMemory<byte> line, int number)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        BinaryState.Expect(root.GetProperty("trial").GetInt32(), number, "trial number");
        var name = root.GetProperty("state").GetString();
        var state = Enum.GetValues<TrialState>().Where(s => Name(s) == name).Select(s => (TrialState?)s).FirstOrDefault()
            ?? throw new InvalidDataException($"Trial {number} has the state {name}, which is none.");
        var reports = Numbers(root, "reports");
        if (state == TrialState.Pruned && reports.Length == 0)
        {
            throw new InvalidDataException($"Trial {number} was pruned but reported nothing.");
        }

        var loss = root.GetProperty("loss").GetDouble();
        Check.Range(loss, double.MinValue, double.MaxValue, nameof(loss));
        Check.Finite(reports, nameof(reports));
        return new Trial(number, new ParameterValues(space, Numbers(root, "values")), state, loss, reports);
    }

    private static double[] Numbers(JsonElement root, string name) => [.. root.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static string Name(TrialState state) => state switch
    {
        TrialState.Complete => "complete",
        TrialState.Pruned => "pruned",
        _ => "failed",
    };

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private void Write(Action<Utf8JsonWriter> content)
    {
        // A write that failed half way, or a reader of the stream, may have left it elsewhere.
        var line = Line(content).WrittenSpan;
        stream.SetLength(_end);
        stream.Position = _end;
        stream.Write(line);
        stream.Flush();
        _end += line.Length;
    }

    private static ArrayBufferWriter<byte> Line(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        buffer.Write([LineFeed]);
        return buffer;
    }
}
