-- Text as it is searched: lower case, full-width letters and digits as ASCII · 检索用文字：小写、半角
CREATE OR REPLACE MACRO mart.folded(printed) AS lower(translate(
    printed,
    '　０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ％＋－．／，；：？！（）',
    ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%+-./,;:?!()'
))
