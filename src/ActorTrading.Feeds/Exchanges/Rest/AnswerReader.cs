using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>
/// Reads an exchange's JSON straight from its bytes and takes nothing else than what the protocol says. Each method reads the next value.
/// Every method throws <see cref="AnswerFormatException"/>, which names the row and the field.
/// </summary>
internal ref struct AnswerReader
{
    /// <summary>2009-01-01: no exchange is older.</summary>
    private const long EarliestMs = 1_230_768_000_000;

    /// <summary>2100-01-01.</summary>
    private const long LatestMs = 4_102_444_800_000;

    private const decimal MostAmount = 1e20m;
    private const string WholeNumber = "a whole number of 0 or more in a string";

    private Utf8JsonReader _json;
    private int _row = -1;

    public AnswerReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(utf8);

    public void BeginArray(string field)
    {
        Move();
        Require(JsonTokenType.StartArray, field, "an array");
    }

    public void BeginObject(string field)
    {
        Move();
        Require(JsonTokenType.StartObject, field, "an object");
    }

    /// <summary>Goes to the next element of an array of rows, each an array itself; false at the end.</summary>
    public bool NextRow() => Next(JsonTokenType.StartArray, "an array");

    /// <summary>Goes to the next element of an array of rows, each an object; false at the end.</summary>
    public bool NextObject() => Next(JsonTokenType.StartObject, "an object");

    /// <summary>Goes to the next field of an object; false at the end.</summary>
    public bool NextField()
    {
        Move();
        return _json.TokenType != JsonTokenType.EndObject;
    }

    /// <summary>Whether the field that <see cref="NextField"/> went to has that name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name)
    {
        try
        {
            return _json.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            throw NoText("a field's name");
        }
    }

    /// <summary>Leaves a value out, with all that it holds.</summary>
    public void Skip()
    {
        Move();
        SkipInner();
    }

    /// <summary>Leaves a value out and tells where it is.</summary>
    public Range SkipFound()
    {
        Move();
        var start = (int)_json.TokenStartIndex;
        SkipInner();
        return start..(int)_json.BytesConsumed;
    }

    /// <summary>Leaves out the rest of the array: columns that the exchange has added.</summary>
    public void EndRow()
    {
        for (Move(); _json.TokenType != JsonTokenType.EndArray; Move())
        {
            SkipInner();
        }
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        try
        {
            if (_json.Read())
            {
                throw new AnswerFormatException("more follows after the end of the answer", fault: FormatFault.NotJson);
            }
        }
        catch (JsonException cause)
        {
            throw NoJson(cause);
        }
    }

    /// <summary>A price in a string, scaled by 1e8; above 0.</summary>
    public long Price(string field)
    {
        var price = Step(field);
        return price > 0 ? price : throw Wrong(field, "a price of at least 0.00000001");
    }

    /// <summary>A step of prices or sizes in a string, scaled by 1e8; 0 or more.</summary>
    public long Step(string field)
    {
        var step = Amount(field);
        try
        {
            return Fixed.FromDecimal(step);
        }
        catch (OverflowException)
        {
            throw Wrong(field, "a number below 92233720368.54775807");
        }
    }

    /// <summary>A traded size in a string, scaled by 1e8; above 0. Beyond the range of <see cref="Fixed"/> it is the end of that range.</summary>
    public long Size(string field)
    {
        var size = Volume(field);
        return size > 0 ? size : throw Wrong(field, "a size of at least 0.00000001");
    }

    /// <summary>
    /// A volume in a string, scaled by 1e8; 0 or more. Beyond the range of <see cref="Fixed"/>, as on a day of a coin of which a million cost
    /// a few dollars, it is the end of that range: the prices of such a candle are as good as any.
    /// </summary>
    public long Volume(string field) => Fixed.Saturated(Amount(field));

    /// <summary>A plain decimal number in a string; from 0 to 1e20, so that sums of many stay in range.</summary>
    public decimal Amount(string field)
    {
        const string Right = "a decimal number from 0 to 1e20 in a string";
        Move();
        Require(JsonTokenType.String, field, Right);
        return decimal.TryParse(_json.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= MostAmount
            ? value
            : throw Wrong(field, Right);
    }

    /// <summary>A time in ms since the epoch, a JSON number; as µs.</summary>
    public long Time(string field) => Micros(Integer(field), field);

    /// <summary>A time in ms since the epoch, in a string; as µs.</summary>
    public long TimeText(string field) => Micros(IntegerText(field), field);

    /// <summary>As <see cref="TimeText"/>, or null for the empty string, which means: does not apply.</summary>
    public long? TimeTextOrNone(string field)
    {
        Move();
        Require(JsonTokenType.String, field, "a time in a string");
        return _json.ValueSpan.IsEmpty ? null : Micros(WholeText(field), field);
    }

    /// <summary>A whole number of 0 or more, a JSON number.</summary>
    public long Integer(string field)
    {
        var value = Number(field);
        return value >= 0 ? value : throw Wrong(field, "0 or more");
    }

    /// <summary>A whole number, a JSON number.</summary>
    public long Number(string field)
    {
        const string Right = "a whole number";
        Move();
        Require(JsonTokenType.Number, field, Right);
        return _json.TryGetInt64(out var value) ? value : throw Wrong(field, Right);
    }

    /// <summary>A whole number of 0 or more, in a string.</summary>
    public long IntegerText(string field)
    {
        Move();
        Require(JsonTokenType.String, field, WholeNumber);
        return WholeText(field);
    }

    public string Text(string field)
    {
        Move();
        Require(JsonTokenType.String, field, "a string");
        return String(field);
    }

    /// <summary>A string or a number, as text; null for all else.</summary>
    public string? Label(string field)
    {
        Move();
        switch (_json.TokenType)
        {
            case JsonTokenType.String:
                return String(field);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(_json.ValueSpan);
            default:
                SkipInner();
                return null;
        }
    }

    /// <summary>Leaves a value out and tells whether it was null.</summary>
    public bool SkipNull()
    {
        Move();
        SkipInner();
        return _json.TokenType == JsonTokenType.Null;
    }

    public bool Flag(string field)
    {
        Move();
        return _json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Wrong(field, "true or false", FormatFault.WrongType),
        };
    }

    /// <summary>An error at the row that is being read.</summary>
    public readonly AnswerFormatException Wrong(string field, string right, string fault = FormatFault.OutOfRange) =>
        new($"{(_row < 0 ? "" : $"row {_row}, ")}{field}: expected {right}, got {AnswerText.Begin(_json.ValueSpan)}", fault: fault);

    /// <summary>An error of the row that was read.</summary>
    public readonly AnswerFormatException WrongRow(string reason, string fault = FormatFault.OutOfRange) =>
        new($"{(_row < 0 ? "" : $"row {_row}: ")}{reason}", fault: fault);

    /// <summary>Not all that a row needs is there.</summary>
    public readonly AnswerFormatException Missing(string needs) => WrongRow(needs, FormatFault.MissingField);

    private readonly string String(string field)
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NoText(field);
        }
    }

    private readonly long WholeText(string field) =>
        long.TryParse(_json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(field, WholeNumber);

    private readonly long Micros(long milliseconds, string field) => milliseconds is >= EarliestMs and < LatestMs
        ? milliseconds * 1000
        : throw Wrong(field, "a time in milliseconds since 1970 UTC, from 2009 to 2100");

    private bool Next(JsonTokenType type, string right)
    {
        Move();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _row++;
        Require(type, "the row", right);
        return true;
    }

    private readonly void Require(JsonTokenType type, string field, string right)
    {
        if (_json.TokenType != type)
        {
            throw Wrong(field, right, FormatFault.WrongType);
        }
    }

    private void SkipInner()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException cause)
        {
            throw NoJson(cause);
        }
    }

    private void Move()
    {
        try
        {
            if (_json.Read())
            {
                return;
            }
        }
        catch (JsonException cause)
        {
            throw NoJson(cause);
        }

        throw new AnswerFormatException("nothing where a value is expected", fault: FormatFault.NotJson);
    }

    private readonly AnswerFormatException NoJson(JsonException cause) =>
        new($"no JSON, or cut off, at byte {_json.BytesConsumed}{(_row < 0 ? "" : $" in row {_row}")}", cause, FormatFault.NotJson);

    /// <summary>JSON, and yet no text: half a surrogate pair, or bytes that are not UTF-8.</summary>
    private readonly AnswerFormatException NoText(string field) => Wrong(field, "text in UTF-8", FormatFault.NotJson);
}
