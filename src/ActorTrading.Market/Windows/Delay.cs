namespace ActorTrading.Market.Windows;

/// <summary>The value of some steps ago; the first value stands in for what came before it.</summary>
internal sealed class Delay(int steps)
{
    private readonly double[] _ring = new double[steps];
    private int _position = -1;

    /// <returns>The value added <c>steps</c> calls ago.</returns>
    public double Add(double x)
    {
        if (_position < 0)
        {
            Array.Fill(_ring, x);
            _position = 0;
        }

        var position = _position;
        var past = _ring[position];
        _ring[position] = x;
        _position = position + 1 == _ring.Length ? 0 : position + 1;
        return past;
    }

    public void Transfer(StateTransfer state)
    {
        var next = _position + 1;
        state.Count(ref next, _ring.Length, "position in a delay");
        _position = next - 1;
        state.Values(_ring);
    }
}
