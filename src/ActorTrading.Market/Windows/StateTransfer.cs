namespace ActorTrading.Market.Windows;

/// <summary>Takes a state to bytes or back: each piece of state is named once, so that what is saved and what is loaded cannot differ.</summary>
internal sealed class StateTransfer
{
    private readonly BinaryWriter? _writer;
    private readonly BinaryReader? _reader;

    public StateTransfer(BinaryWriter writer) => _writer = writer;

    public StateTransfer(BinaryReader reader) => _reader = reader;

    public void Value(ref double value)
    {
        if (_reader is null)
        {
            _writer!.Write(value);
        }
        else
        {
            value = _reader.ReadDouble();
        }
    }

    public void Value(ref long value)
    {
        if (_reader is null)
        {
            _writer!.Write(value);
        }
        else
        {
            value = _reader.ReadInt64();
        }
    }

    public void Value(ref bool value)
    {
        if (_reader is null)
        {
            _writer!.Write(value);
        }
        else
        {
            value = _reader.ReadBoolean();
        }
    }

    /// <summary>A number from 0 to <paramref name="most"/>, such as a position in a buffer.</summary>
    /// <exception cref="InvalidDataException">The saved number is outside.</exception>
    public void Count(ref int value, int most, string what)
    {
        if (_reader is null)
        {
            _writer!.Write(value);
        }
        else
        {
            value = StateFormat.ReadCount(_reader, most, what);
        }
    }

    public void Values(double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Value(ref values[i]);
        }
    }

    public void Window(RollingSum sum)
    {
        if (_reader is null)
        {
            sum.Save(_writer!);
        }
        else
        {
            sum.Load(_reader);
        }
    }

    public void Window(RollingMax maximum)
    {
        if (_reader is null)
        {
            maximum.Save(_writer!);
        }
        else
        {
            maximum.Load(_reader);
        }
    }
}
