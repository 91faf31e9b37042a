/* Days, read strictly. */
#include "rungs/base/date.h"

#include <stddef.h>

static int digits(const char *string, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (string[i] < '0' || string[i] > '9')
            return -1;
        value = value * 10 + (string[i] - '0');
    }
    return value;
}

bool date_valid(const char *string)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = digits(string, 4);
    if (year < 1900 || year > 2199 || string[4] != '-')
        return false;
    int month = digits(string + 5, 2);
    if (month < 1 || month > 12 || string[7] != '-')
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int day = digits(string + 8, 2);
    return day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0) && string[10] == '\0';
}
