using System.Globalization;

namespace ActorTrading.Learning;

/// <summary>Range checks whose messages name the field, the value and what would be right.</summary>
internal static class Check
{
    public static void Range(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be from {low} to {high}."));
        }
    }

    public static void Length(int found, int expected, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"{name} has {found} values; {expected} are needed.", name);
        }
    }

    public static void Label(int label, int classCount)
    {
        if ((uint)label >= (uint)classCount)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"The label is {label}; it must be from 0 to {classCount - 1}.");
        }
    }
}
