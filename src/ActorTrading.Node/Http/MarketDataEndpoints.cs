using System.Text;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage;
using Microsoft.OpenApi;

namespace ActorTrading.Node.Http;

internal static class MarketDataEndpoints
{
    /// <summary>Rows read at once while csv is streamed.</summary>
    private const int StreamedRows = 1000;

    public static void MapMarketData(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/data").WithTags("Market data").AddEndpointFilter(TellOutage);
        group.MapGet("/candles", GetCandlesAsync).WithName("GetCandles").WithSummary("Stored candles, oldest first, in pages or as csv.").Described<CandleResponse>();
        group.MapGet("/indicators", GetIndicatorsAsync).WithName("GetIndicators").WithSummary("Stored indicators of final candles, oldest first, in pages or as csv.").Described<IndicatorResponse>();
        group.MapGet("/training", GetTrainingAsync).WithName("GetTrainingData")
            .WithSummary("Training rows, oldest first, in pages or as csv: features and what became of the price. The default timeframe is that of the decisions.").Described<TrainingRowResponse>();
    }

    /// <summary>A database that is away is no failure of this request's making.</summary>
    internal static async ValueTask<object?> TellOutage(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StorageException away)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Market data cannot be read", detail: away.Message);
        }
    }

    internal static Task<IResult> GetCandlesAsync([AsParameters] DataQuery query, NodeRuntime runtime, NodeOptions node, HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync<Candle, CandleResponse>(
            query, request, node, Timeframe.H1, CandleResponse.Header,
            (page, limit) => runtime.Recording.Database.Candles.PageAsync(page.Series, page.Range, limit, cancellationToken),
            CandleResponse.From, c => CandleResponse.From(c).Line(), c => c.OpenTime);

    internal static Task<IResult> GetIndicatorsAsync([AsParameters] DataQuery query, NodeRuntime runtime, NodeOptions node, HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            query, request, node, Timeframe.H1, IndicatorResponse.Header,
            (page, limit) => runtime.Recording.Database.Indicators.PageAsync(page.Series, page.Range, limit, cancellationToken),
            IndicatorResponse.From, IndicatorResponse.Line, r => r.OpenTime);

    internal static Task<IResult> GetTrainingAsync([AsParameters] DataQuery query, NodeRuntime runtime, NodeOptions node, HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            query, request, node, runtime.Engine.DecisionTimeframe, TrainingRowResponse.Header,
            (page, limit) => runtime.Recording.Database.Training.PageAsync(page.Series, FeatureJson.Schema, page.Range, limit, cancellationToken),
            TrainingRowResponse.From, TrainingRowResponse.Line, r => r.Time);

    private static RouteHandlerBuilder Described<T>(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<RowsResponse<T>>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            // A second type for the same status would take the place of the first.
            operation.Responses?["200"].Content?.Add("text/csv", new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });

    /// <param name="read">The first rows of a range, ascending.</param>
    /// <param name="timeOf">Strictly ascending within a series: the cursor.</param>
    private static async Task<IResult> AnswerAsync<TRow, TResponse>(
        DataQuery query, HttpRequest request, NodeOptions node, Timeframe timeframe, string header,
        Func<DataPage, int, Task<IReadOnlyList<TRow>>> read, Func<TRow, TResponse> respond, Func<TRow, string> line, Func<TRow, long> timeOf)
    {
        if (!query.TryRead(request, node, timeframe, out var page, out var problem))
        {
            return problem!;
        }

        if (page.IsCsv)
        {
            // The first rows before the first byte: a database that is away is told by the status.
            var first = await read(page, (int)Math.Min(page.Limit, StreamedRows));
            return TypedResults.Stream(stream => WriteAsync(stream, first), "text/csv; charset=utf-8");
        }

        // One row more tells whether there is a next page.
        var rows = await read(page, (int)page.Limit + 1);
        var next = rows.Count > page.Limit ? FormattableString.Invariant($"{timeOf(rows[(int)page.Limit - 1])}") : null;
        return TypedResults.Ok(new RowsResponse<TResponse>([.. rows.Take((int)page.Limit).Select(respond)], next));

        async Task WriteAsync(Stream stream, IReadOnlyList<TRow> rows)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            await writer.WriteLineAsync(header);
            for (var left = page.Limit; ;)
            {
                foreach (var row in rows)
                {
                    await writer.WriteLineAsync(line(row));
                }

                left -= rows.Count;
                if (left <= 0 || rows.Count < StreamedRows)
                {
                    return;
                }

                rows = await read(page with { Range = page.Range with { From = timeOf(rows[^1]) + 1 } }, (int)Math.Min(left, StreamedRows));
            }
        }
    }
}
