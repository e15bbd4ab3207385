using System.Globalization;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>Numbers as the exchanges write them.</summary>
internal static class Digits
{
    /// <summary>As short as it is exact: OKX.</summary>
    public static string Short(long scaled) => Short(Fixed.ToDecimal(scaled));

    public static string Short(decimal value) => value.ToString("0.################", CultureInfo.InvariantCulture);

    /// <summary>Always eight decimals: Binance.</summary>
    public static string Eight(long scaled) => Eight(Fixed.ToDecimal(scaled));

    public static string Eight(decimal value) => value.ToString("0.00000000", CultureInfo.InvariantCulture);
}
