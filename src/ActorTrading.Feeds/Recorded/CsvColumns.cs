using System.Text;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Cuts a line of any csv file into its columns, which may stand in double quotes.</summary>
internal static class CsvColumns
{
    public static List<string> Of(string line)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                column.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == ',' && !isQuoted)
            {
                columns.Add(column.ToString().Trim());
                column.Clear();
            }
            else
            {
                column.Append(line[i]);
            }
        }

        columns.Add(column.ToString().Trim());
        return columns;
    }
}
