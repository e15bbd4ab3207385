using System.Buffers;
using System.Text;
using System.Text.Json;
using ActorTrading.Engine.Events;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>A forecast as a signal and as an analysis.</summary>
internal static class ForecastRows
{
    public static SignalRow Signal(Symbol symbol, Timeframe timeframe, PredictionIssued p) =>
        new(symbol, timeframe, p.Time, p.Horizon, p.Signal, p.Confidence, SourceOf(p), p.Price);

    public static AnalysisRow Analysis(Symbol symbol, Timeframe timeframe, PredictionIssued p)
    {
        var likeliest = (PriceMove)Array.IndexOf(p.Probabilities, p.Probabilities.Max());
        var reason = p.FallbackReason is null ? "" : $" ({p.FallbackReason})";
        var text = FormattableString.Invariant(
            $"{p.Signal.ToString().ToUpperInvariant()}{reason}: over {p.Horizon} down {100 * p.Probabilities[0]:0.0} %, flat {100 * p.Probabilities[1]:0.0} %, up {100 * p.Probabilities[2]:0.0} %; expected return {100 * p.ExpectedReturn:0.00} %, interval {100 * p.IntervalLow:0.00} % to {100 * p.IntervalHigh:0.00} %.");
        var versions = string.Join(' ', p.Experts.Select(e => $"{e.Name}:{e.Version}"));
        return new AnalysisRow(symbol, timeframe, p.Time, p.Signal, p.Confidence, likeliest, text, SourceOf(p), versions, Json(p), p.Price);
    }

    private static string SourceOf(PredictionIssued p) => $"forecast-{p.Horizon}";

    private static string Json(PredictionIssued p)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("horizon", p.Horizon.Name);
            json.WriteStartObject("probabilities");
            json.WriteNumber("down", p.Probabilities[0]);
            json.WriteNumber("flat", p.Probabilities[1]);
            json.WriteNumber("up", p.Probabilities[2]);
            json.WriteEndObject();
            json.WriteNumber("expectedReturn", p.ExpectedReturn);
            json.WriteNumber("intervalLow", p.IntervalLow);
            json.WriteNumber("intervalHigh", p.IntervalHigh);
            json.WriteNumber("confidence", p.Confidence);
            json.WriteString("signal", p.Signal.ToString().ToUpperInvariant());
            json.WriteString("fallbackReason", p.FallbackReason);
            json.WriteStartArray("experts");
            foreach (var expert in p.Experts)
            {
                json.WriteStartObject();
                json.WriteString("name", expert.Name);
                json.WriteString("version", expert.Version);
                json.WriteNumber("weight", expert.Weight);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
