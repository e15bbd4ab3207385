using System.Runtime.Serialization;
using ActorTrading.Actors.Serialization;
using ActorTrading.Engine.Codecs;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using Google.Protobuf;

namespace ActorTrading.Engine.Events;

/// <summary>
/// Protocol Buffers under manifests of the form <c>name:version</c>. A manifest, once written, is read for ever; a new version gets a new manifest.
/// </summary>
public sealed class SymbolEventSerializer : SerializerWithStringManifest
{
    public override int Identifier => 1001;

    /// <summary>A registry that knows the engine's events and snapshots.</summary>
    public static Serialization CreateSerialization() => new Serialization().Add(
        new SymbolEventSerializer(),
        typeof(TicksRecorded), typeof(BarsRecorded), typeof(BarClosed), typeof(BarCorrected), typeof(PredictionIssued), typeof(OutcomeObserved),
        typeof(WeightsChanged), typeof(ModelFailed), typeof(ModelQuarantined), typeof(SymbolSnapshot));

    public override string Manifest(object obj) => obj switch
    {
        TicksRecorded => "ticks-recorded:1",
        BarsRecorded => "bars-recorded:1",
        BarClosed => "bar-closed:1",
        BarCorrected => "bar-corrected:1",
        PredictionIssued => "prediction-issued:1",
        OutcomeObserved => "outcome-observed:1",
        WeightsChanged => "weights-changed:1",
        ModelFailed => "model-failed:1",
        ModelQuarantined => "model-quarantined:1",
        SymbolSnapshot => "symbol-snapshot:1",
        _ => throw new SerializationException($"{obj.GetType().FullName} is not an event of a symbol."),
    };

    public override byte[] ToBinary(object obj) => ToWire(obj).ToByteArray();

    public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                "ticks-recorded:1" => FromWire(Wire.TicksRecordedV1.Parser.ParseFrom(bytes)),
                "bars-recorded:1" => FromWire(Wire.BarsRecordedV1.Parser.ParseFrom(bytes)),
                "bar-closed:1" => FromWire(Wire.BarClosedV1.Parser.ParseFrom(bytes)),
                "bar-corrected:1" => FromWire(Wire.BarCorrectedV1.Parser.ParseFrom(bytes)),
                "prediction-issued:1" => FromWire(Wire.PredictionIssuedV1.Parser.ParseFrom(bytes)),
                "outcome-observed:1" => FromWire(Wire.OutcomeObservedV1.Parser.ParseFrom(bytes)),
                "weights-changed:1" => FromWire(Wire.WeightsChangedV1.Parser.ParseFrom(bytes)),
                "model-failed:1" => FromWire(Wire.ModelFailedV1.Parser.ParseFrom(bytes)),
                "model-quarantined:1" => FromWire(Wire.ModelQuarantinedV1.Parser.ParseFrom(bytes)),
                "symbol-snapshot:1" => FromWire(Wire.SymbolSnapshotV1.Parser.ParseFrom(bytes)),
                _ => throw new SerializationException($"Manifest '{manifest}' is unknown to this version: the event was written by a newer one."),
            };
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or InvalidDataException or FormatException)
        {
            throw new SerializationException($"The bytes of a '{manifest}' are damaged: {broken.Message}", broken);
        }
    }

    private static IMessage ToWire(object obj) => obj switch
    {
        TicksRecorded e => new Wire.TicksRecordedV1
        {
            Source = e.Source,
            Position = e.Position,
            LatestPlausibleTime = e.LatestPlausibleTime,
            Count = (uint)e.Ticks.Length,
            Columns = Wrap(TickColumns.Encode(e.Ticks.Span)),
            Refused = Wrap(RefusedRows.Encode(e.Refused)),
        },
        BarsRecorded e => new Wire.BarsRecordedV1
        {
            Source = e.Source,
            Position = e.Position,
            LatestPlausibleTime = e.LatestPlausibleTime,
            TimeframeMinutes = (uint)e.Timeframe.Minutes,
            Count = (uint)e.Bars.Length,
            Columns = Wrap(BarColumns.Encode(e.Bars.Span)),
            Refused = Wrap(RefusedRows.Encode(e.Refused)),
            History = e.History,
        },
        BarClosed e => new Wire.BarClosedV1
        {
            TimeframeMinutes = (uint)e.Timeframe.Minutes,
            Bar = Wrap(BarColumns.Encode([e.Bar])),
        },
        BarCorrected e => new Wire.BarCorrectedV1
        {
            TimeframeMinutes = (uint)e.Timeframe.Minutes,
            Bar = Wrap(BarColumns.Encode([e.Bar])),
            Source = (uint)e.Source,
            Revision = (uint)e.Revision,
        },
        PredictionIssued e => ToWire(e),
        OutcomeObserved e => new Wire.OutcomeObservedV1
        {
            HorizonMinutes = (uint)e.Horizon.Minutes,
            Time = e.Time,
            ObservedAt = e.ObservedAt,
            Return = e.Return,
            Move = (uint)e.Move,
            Missing = e.Missing,
        },
        WeightsChanged e => new Wire.WeightsChangedV1 { HorizonMinutes = (uint)e.Horizon.Minutes, Time = e.Time, Weights = { e.Weights } },
        ModelFailed e => new Wire.ModelFailedV1
        {
            HorizonMinutes = (uint)e.Horizon.Minutes,
            Model = e.Model,
            Time = e.Time,
            Failure = (uint)e.Failure,
            Detail = e.Detail,
        },
        ModelQuarantined e => new Wire.ModelQuarantinedV1
        {
            HorizonMinutes = (uint)e.Horizon.Minutes,
            Model = e.Model,
            Time = e.Time,
            Until = e.Until,
            Failures = (uint)e.Failures,
        },
        SymbolSnapshot s => new Wire.SymbolSnapshotV1
        {
            Pipeline = Wrap(s.Pipeline),
            Artifact = s.Artifact,
            Predictors = { s.Predictors.Select(p => new Wire.PredictorStateV1 { HorizonMinutes = (uint)p.Key.Minutes, State = Wrap(p.Value) }) },
        },
        _ => throw new SerializationException($"{obj.GetType().FullName} is not an event of a symbol."),
    };

    private static Wire.PredictionIssuedV1 ToWire(PredictionIssued e)
    {
        var wire = new Wire.PredictionIssuedV1
        {
            HorizonMinutes = (uint)e.Horizon.Minutes,
            Time = e.Time,
            Price = e.Price,
            Probabilities = { e.Probabilities },
            ExpectedReturn = e.ExpectedReturn,
            IntervalLow = e.IntervalLow,
            IntervalHigh = e.IntervalHigh,
            Confidence = e.Confidence,
            Signal = (uint)e.Signal,
            Experts = { e.Experts.Select(x => new Wire.ExpertShareV1 { Name = x.Name, Version = x.Version, Weight = x.Weight }) },
        };
        if (e.FallbackReason is not null)
        {
            wire.FallbackReason = e.FallbackReason;
        }

        return wire;
    }

    private static TicksRecorded FromWire(Wire.TicksRecordedV1 w) => new(
        w.Source, w.Position, w.LatestPlausibleTime, TickColumns.Decode(w.Columns.Span, (int)w.Count), RefusedRows.Decode(w.Refused.Span, (int)w.Count));

    private static BarsRecorded FromWire(Wire.BarsRecordedV1 w) => new(
        w.Source, w.Position, w.LatestPlausibleTime, TimeframeOf(w.TimeframeMinutes), BarColumns.Decode(w.Columns.Span, (int)w.Count), RefusedRows.Decode(w.Refused.Span, (int)w.Count), w.History);

    private static BarClosed FromWire(Wire.BarClosedV1 w) => new(TimeframeOf(w.TimeframeMinutes), BarColumns.Decode(w.Bar.Span, 1)[0]);

    private static BarCorrected FromWire(Wire.BarCorrectedV1 w) => new(
        TimeframeOf(w.TimeframeMinutes), BarColumns.Decode(w.Bar.Span, 1)[0], Known((CandleSource)w.Source, w.Source), (int)w.Revision);

    private static PredictionIssued FromWire(Wire.PredictionIssuedV1 w) => new(
        HorizonOf(w.HorizonMinutes), w.Time, w.Price, Probabilities(w.Probabilities), w.ExpectedReturn, w.IntervalLow, w.IntervalHigh, w.Confidence, Known((Signal)w.Signal, w.Signal),
        w.HasFallbackReason ? w.FallbackReason : null, [.. w.Experts.Select(x => new ExpertShare(x.Name, x.Version, x.Weight))]);

    private static OutcomeObserved FromWire(Wire.OutcomeObservedV1 w) => new(
        HorizonOf(w.HorizonMinutes), w.Time, w.ObservedAt, w.Return, Known((PriceMove)w.Move, w.Move), w.Missing);

    private static WeightsChanged FromWire(Wire.WeightsChangedV1 w) => new(HorizonOf(w.HorizonMinutes), w.Time, [.. w.Weights]);

    private static ModelFailed FromWire(Wire.ModelFailedV1 w) => new(HorizonOf(w.HorizonMinutes), w.Model, w.Time, Known((ModelFailure)w.Failure, w.Failure), w.Detail);

    private static ModelQuarantined FromWire(Wire.ModelQuarantinedV1 w) => new(HorizonOf(w.HorizonMinutes), w.Model, w.Time, w.Until, (int)w.Failures);

    private static SymbolSnapshot FromWire(Wire.SymbolSnapshotV1 w) => new(
        w.Pipeline.ToByteArray(), w.Artifact,
        w.Predictors.DistinctBy(p => p.HorizonMinutes).Count() == w.Predictors.Count
            ? w.Predictors.ToDictionary(p => HorizonOf(p.HorizonMinutes), p => p.State.ToByteArray())
            : throw new InvalidDataException("A horizon occurs twice."));

    private static double[] Probabilities(IReadOnlyCollection<double> p) => p.Count == 3 ? [.. p] : throw new InvalidDataException($"{p.Count} probabilities where 3 belong.");

    private static T Known<T>(T value, uint number)
        where T : struct, Enum => number <= byte.MaxValue && Enum.IsDefined(value) ? value : throw new InvalidDataException($"{number} is no {typeof(T).Name}.");

    private static Timeframe TimeframeOf(uint minutes) => Timeframe.Parse(Timeframe.All.FirstOrDefault(t => t.Minutes == minutes).Name);

    private static Horizon HorizonOf(uint minutes) => Horizon.Parse($"{minutes}m");

    private static ByteString Wrap(byte[] bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}
